import { html, type TemplateResult } from "lit";
import type { Comparison } from "../../src/protocol/entities.ts";
import { button, checkbox, filterField, select } from "../kit/controls.ts";
import type { CompareMemory } from "./compareMemory.ts";
import type { ExportFormat } from "./exportComparison.ts";

const statisticChoices = [
  { value: "best", label: "Best value" },
  { value: "last", label: "Last value" },
  { value: "min", label: "Minimum" },
  { value: "max", label: "Maximum" },
] as const;

const layoutChoices = [
  { value: "columns", label: "Runs as columns" },
  { value: "rows", label: "Runs as rows" },
] as const;

/** What the table shows, and the ways out of the page. */
export function compareToolbar(
  memory: CompareMemory,
  options: {
    readonly rows: boolean;
    readonly busy: boolean;
    readonly remember: (change: Partial<CompareMemory>) => void;
    readonly exportAs: (format: ExportFormat) => void;
  },
): TemplateResult {
  const { rows, busy, remember, exportAs } = options;
  const exportButton = (format: ExportFormat, label: string): TemplateResult =>
    button(label, () => exportAs(format), {
      secondary: true,
      disabled: busy,
      testId: `export-${format}`,
      title: `Export as ${label}`,
    });
  return html`<div class="toolbar" role="toolbar" aria-label="Comparison">
    ${filterField("Filter metrics and parameters", memory.filter, (filter) => remember({ filter }), "compare-filter")}
    ${checkbox("Show everything", memory.showAll, (showAll) => remember({ showAll }), "show-all")}
    ${select("Metrics show", memory.statistic, statisticChoices, (statistic) => remember({ statistic }), "statistic")}
    ${select("Layout", rows ? "rows" : "columns", layoutChoices, (layout) => remember({ layout }), "layout")}
    <span class="export" role="group" aria-label="Export">
      <span class="muted">Export</span>${exportButton("markdown", "Markdown")}${exportButton("html", "HTML")}${exportButton("csv", "CSV")}
    </span>
  </div>`;
}

/** Two runs to see in the editor's own diff. */
export function diffToolbar(
  { runs }: Comparison,
  memory: CompareMemory,
  options: {
    readonly remember: (change: Partial<CompareMemory>) => void;
    readonly diff: (left: string, right: string) => void;
  },
): TemplateResult | null {
  const known = (id: string | null): string | undefined => runs.find((run) => run.id === id)?.id;
  const left = known(memory.left) ?? runs[0]?.id;
  const right = known(memory.right) ?? runs.find((run) => run.id !== left)?.id;
  if (left === undefined || right === undefined) return null;
  const choices = runs.map((run) => ({ value: run.id, label: run.name }));
  return html`<div class="toolbar" role="toolbar" aria-label="Code of two runs">
    <span>Code of</span>
    ${select("First run", left, choices, (id) => options.remember({ left: id }), "diff-left")}
    <span>and</span>
    ${select("Second run", right, choices, (id) => options.remember({ right: id }), "diff-right")}
    ${button("Diff code", () => options.diff(left, right), { secondary: true, disabled: left === right, testId: "diff-code" })}
  </div>`;
}
