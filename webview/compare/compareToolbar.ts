import { html, type TemplateResult } from "lit";
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
