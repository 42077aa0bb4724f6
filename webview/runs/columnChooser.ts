import { html, type TemplateResult } from "lit";
import { mostAveraged } from "../../src/protocol/query/parseQuery.ts";
import { metricTakes, type RunsColumn } from "../../src/protocol/runsTableRequests.ts";
import { checkbox, filterField, select } from "../kit/controls.ts";
import { iconButton } from "../kit/icon.ts";
import { type AttributeName, attributeLabels, columnId, type Keys } from "./columns.ts";
import type { GroupColumn, MetricColumn } from "./groupsTable.ts";

interface ChooserOptions {
  readonly keys: Keys;
  readonly columns: readonly RunsColumn[];
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onColumns: (columns: RunsColumn[]) => void;
  readonly groupBy: readonly GroupColumn[];
  readonly onGroupBy: (groupBy: GroupColumn[]) => void;
}

/** More of one kind are found by searching. */
const mostShown = 200;

const takeLabels: Readonly<Record<(typeof metricTakes)[number] | "at" | "mean", string>> = {
  ...{
    last: "last value",
    best: "best value",
    min: "smallest",
    max: "largest",
    first: "first value",
    count: "how many",
    at: "at step",
    mean: "mean of last",
  },
};

/** Which columns the table has: a list of all there could be, by kind. */
export function columnChooser(options: ChooserOptions): TemplateResult {
  const { keys, search, onSearch } = options;
  const matching = (all: readonly string[]): readonly string[] =>
    all.filter((key) => key.toLowerCase().includes(search.trim().toLowerCase()));
  const attributes = matching(Object.keys(attributeLabels)).map(
    (name) => ({ of: "attribute", name: name as Exclude<AttributeName, "name"> }) as const,
  );
  const groups = [
    { title: "Attributes", columns: attributes },
    { title: "Metrics", columns: matching(keys.metrics).map((key) => ({ of: "metric", key, take: "last" }) as const) },
    { title: "Parameters", columns: matching(keys.params).map((key) => ({ of: "param", key }) as const) },
    { title: "Tags", columns: matching(keys.tags).map((key) => ({ of: "tag", key }) as const) },
  ];
  return html`<aside class="runs-chooser" aria-label="Columns" data-testid="runs-chooser">
    ${filterField("Search columns", search, onSearch, "runs-chooser-search")}
    ${groups.map(({ title, columns }) =>
      columns.length === 0
        ? null
        : html`<h2>${title}</h2>
            ${columns.slice(0, mostShown).map((column) => choice(column, options))}
            ${columns.length > mostShown ? html`<p class="muted">${columns.length - mostShown} more: search for them.</p>` : null}`,
    )}
  </aside>`;
}

function choice(column: RunsColumn, options: ChooserOptions): TemplateResult {
  const { columns, onColumns } = options;
  const shown = columns.filter((one) => isSame(one, column));
  const label =
    column.of === "attribute" ? (column.name === "name" ? "Run" : attributeLabels[column.name]) : column.key;
  const set = (isWanted: boolean): void =>
    onColumns(isWanted ? [...columns, column] : columns.filter((one) => !isSame(one, column)));
  const [first] = shown;
  return html`<div class="runs-choice">
    ${checkbox(label, shown.length > 0, set, `column-${label}`)}
    ${
      first?.of !== "metric"
        ? null
        : takeOf(first, (take) =>
            onColumns(columns.map((one) => (columnId(one) === columnId(first) ? { ...first, take } : one))),
          )
    }
    ${column.of === "param" || column.of === "tag" ? groupButton(column, options) : null}
  </div>`;
}

type Take = MetricColumn["take"];

/** What a take that needs a number begins with. */
const numbered = { at: { at: 0 }, mean: { mean: 10 } } as const;

function takeOf({ key, take }: MetricColumn, onTake: (take: Take) => void): TemplateResult {
  const chosen = typeof take !== "object" ? take : "at" in take ? "at" : "mean";
  const values = [...metricTakes, "at", "mean"] as const;
  return html`${select(
    `Which value of ${key}`,
    chosen,
    values.map((value) => ({ value, label: takeLabels[value] })),
    (value) => onTake(value === "at" || value === "mean" ? numbered[value] : value),
    `take-${key}`,
  )}${typeof take === "object" ? takeNumber(key, take, onTake) : null}`;
}

function takeNumber(key: string, take: Extract<Take, object>, onTake: (take: Take) => void): TemplateResult {
  const isStep = "at" in take;
  const words = isStep ? `Step of ${key}` : `How many last values of ${key}`;
  const change = (event: Event): void => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || !target.reportValidity() || target.value === "") return;
    onTake(isStep ? { at: target.valueAsNumber } : { mean: target.valueAsNumber });
  };
  return html`<input class="take-number" type="number" step="1" required min=${isStep ? Number.MIN_SAFE_INTEGER : 1}
    max=${isStep ? Number.MAX_SAFE_INTEGER : mostAveraged} .value=${String(isStep ? take.at : take.mean)}
    title=${words} aria-label=${words} data-testid=${`take-number-${key}`} @change=${change} />`;
}

function groupButton(column: GroupColumn, { groupBy, onGroupBy }: ChooserOptions): TemplateResult {
  const others = groupBy.filter((one) => !isSame(one, column));
  const pressed = others.length < groupBy.length;
  const words = pressed ? `Don't group by ${column.key}` : `Group by ${column.key}`;
  return iconButton("group-by-ref-type", words, () => onGroupBy(pressed ? others : [...groupBy, column]), {
    pressed,
    testId: `group-${column.key}`,
  });
}

/** Of the same thing, whichever of its values. */
function isSame(one: RunsColumn, other: RunsColumn): boolean {
  if (one.of === "attribute" || other.of === "attribute") return columnId(one) === columnId(other);
  return one.of === other.of && one.key === other.key;
}
