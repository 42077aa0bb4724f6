import { html, type TemplateResult } from "lit";
import type { RunsView } from "../../src/protocol/runsViews.ts";
import { button } from "../kit/controls.ts";
import { iconButton } from "../kit/icon.ts";
import type { Keys } from "./columns.ts";
import "./queryField.ts";
import type { RunsMemory } from "./runsMemory.ts";
import { viewBar } from "./viewBar.ts";

const mostCompared = 50;
const noKeys: Keys = { metrics: [], params: [], tags: [] };

/** What is wrong with the query, with its place marked below it. */
export interface Fault {
  readonly message: string;
  readonly marked: string | null;
}

interface BarOptions {
  readonly memory: RunsMemory;
  readonly keys: Keys | null;
  readonly fault: Fault | null;
  readonly views: readonly RunsView[];
  /** How many runs and groups there are. */
  readonly words: string;
  readonly chosen: readonly string[];
  /** What is shown has to be looked up again. */
  readonly onChange: (change: Partial<RunsMemory>) => void;
  readonly onColumns: () => void;
  readonly onCharts: () => void;
  readonly onSave: (view: Omit<RunsView, "name">) => void;
  readonly onDelete: (view: string) => void;
  readonly onCompare: () => void;
  readonly onChooseNone: () => void;
}

/** Query, views, order and what is done with the chosen runs. */
export function runsBar(options: BarOptions): TemplateResult {
  const { memory, keys, fault, views, words, chosen, onChange } = options;
  const { filter, columns, sort, groupBy, onlyChanged, isChoosing, isCharted } = memory;
  const shown = { filter, columns, sort, groupBy, onlyChanged };
  const canCompare = chosen.length > 1 && chosen.length <= mostCompared;
  return html`<div class="grid-bar" role="toolbar" aria-label="Runs">
      <tidemark-query-field
        .value=${filter}
        .names=${keys ?? noKeys}
        .isWrong=${fault !== null}
        .onApply=${(query: string) => onChange({ filter: query, scroll: 0 })}
      ></tidemark-query-field>
      <span data-testid="runs-count" aria-live="polite">${words}</span>
      ${viewBar({
        views,
        shown: views.find(({ name: _name, ...view }) => isEqual(view, shown))?.name ?? "",
        onShow: ({ name: _name, ...view }) => onChange({ ...view, scroll: 0 }),
        onSave: () => options.onSave(shown),
        onDelete: options.onDelete,
      })}
      ${groupBy.length === 0 ? null : iconButton("ungroup-by-ref-type", "A line for each run", () => onChange({ groupBy: [] }), { testId: "runs-ungroup" })}
      ${sort.length === 0 ? null : iconButton("clear-all", "Clear the order", () => onChange({ sort: [] }), { testId: "runs-clear-sort" })}
      ${iconButton("diff", "Only parameters that differ between the runs", () => onChange({ onlyChanged: !onlyChanged }), { pressed: onlyChanged, testId: "runs-only-changed" })}
      ${iconButton("list-selection", "Choose columns", options.onColumns, { pressed: isChoosing, testId: "runs-columns" })}
      ${iconButton("graph-scatter", "Charts of these runs instead of the table", options.onCharts, { pressed: isCharted, testId: "runs-charted" })}
      ${button(chosen.length === 0 ? "Compare" : `Compare ${chosen.length}`, options.onCompare, { secondary: !canCompare, icon: "git-compare", testId: "runs-compare", disabled: !canCompare, title: `Compare the chosen runs, 2 to ${mostCompared}` })}
      ${chosen.length === 0 ? null : iconButton("close", "Choose none", options.onChooseNone, { testId: "runs-choose-none" })}
    </div>
    ${
      fault === null
        ? null
        : html`<div class="runs-fault error-text" role="alert" data-testid="runs-fault">
            ${fault.message}${fault.marked === null ? null : html`<pre>${fault.marked}</pre>`}
          </div>`
    }`;
}

/** Both are made of the same keys in the same order. */
const isEqual = (one: Omit<RunsView, "name">, other: Omit<RunsView, "name">): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** How many runs there are, in how many groups. @param groups null where runs stand by themselves */
export function countWords(total: number | null, groups: number | null): string {
  if (total === null) return "Loading…";
  const runs = `${total.toLocaleString("en")} ${total === 1 ? "run" : "runs"}`;
  return groups === null ? runs : `${runs} in ${groups.toLocaleString("en")} ${groups === 1 ? "group" : "groups"}`;
}
