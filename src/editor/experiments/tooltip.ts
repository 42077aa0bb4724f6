import type { RunDetail, RunSummary } from "../../protocol/entities.ts";
import { formatNumber, formatStatus } from "../../protocol/format.ts";
import { runDuration, runLabel, shorten } from "./labels.ts";

/** Text from a script as Markdown that shows it as it is: nothing in it is a link, an image, an icon or markup. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]()#+\-.!|<>~$@:/&]/g, (sign) =>
      sign === "&" ? "&amp;" : sign === "<" ? "&lt;" : `\\${sign}`,
    );

const longest = 12;

/** What a run's tooltip says before its details have come. */
export function runTooltipHead(run: RunSummary, now: number): string {
  const lines = [
    `**${escapeMarkdown(runLabel(run))}** ${run.starred ? "★" : ""}`,
    `${formatStatus(run.status)} · ${runDuration(run, now)} · ${escapeMarkdown(new Date(run.startTime).toLocaleString())}`,
  ];
  if (run.user !== null) lines.push(`by ${escapeMarkdown(shorten(run.user, 80))}`);
  return lines.join("  \n");
}

/** The whole tooltip: name, note, and tables of metrics and parameters, the first dozen of each. */
export function runTooltip(detail: RunDetail, now: number): string {
  const parts = [runTooltipHead(detail.run, now)];
  const note = detail.note.trim();
  if (note !== "") parts.push(escapeMarkdown(shorten(note, 300)));
  const metrics = detail.metrics.map(({ key, last }) => [key, formatNumber(last.value)] as const);
  const params = detail.params.map(({ key, value }) => [key, value] as const);
  if (metrics.length > 0) parts.push(markdownTable("Metric", "Last", metrics));
  if (params.length > 0) parts.push(markdownTable("Parameter", "Value", params));
  return parts.join("\n\n");
}

/** Two columns of untrusted text, the first dozen rows. */
export function markdownTable(left: string, right: string, rows: readonly (readonly [string, string])[]): string {
  const shown = rows.slice(0, longest).map(([key, value]) => {
    return `| ${escapeMarkdown(shorten(key, 60))} | ${escapeMarkdown(shorten(value, 80))} |`;
  });
  const rest = rows.length > longest ? `\n\n…and ${rows.length - longest} more` : "";
  return `| ${left} | ${right} |\n|:--|:--|\n${shown.join("\n")}${rest}`;
}
