import { html, type TemplateResult } from "lit";
import { metricTakes, type RunsColumn } from "../../src/protocol/runsTableRequests.ts";
import { checkbox, filterField, select } from "../kit/controls.ts";
import { iconButton } from "../kit/icon.ts";
import { type AttributeName, attributeLabels, columnId, type Keys } from "./columns.ts";
import type { GroupColumn } from "./groupsTable.ts";

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

const takeLabels: Readonly<Record<(typeof metricTakes)[number], string>> = {
  ...{
    last: "last value",
    best: "best value",
    min: "smallest",
    max: "largest",
    first: "first value",
    count: "how many",
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
      first?.of !== "metric" || typeof first.take === "object"
        ? null
        : select(
            `Which value of ${first.key}`,
            first.take,
            metricTakes.map((value) => ({ value, label: takeLabels[value] })),
            (take) => onColumns(columns.map((one) => (columnId(one) === columnId(first) ? { ...first, take } : one))),
            `take-${first.key}`,
          )
    }
    ${column.of === "param" || column.of === "tag" ? groupButton(column, options) : null}
  </div>`;
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
