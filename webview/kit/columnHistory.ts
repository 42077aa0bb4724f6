import { html, type TemplateResult } from "lit";
import type { DatasetVersionDetail } from "../../src/protocol/datasetEntities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import type { ColumnProfile } from "../../src/protocol/profileEntities.ts";
import { filterField } from "./controls.ts";
import { emptyState } from "./notice.ts";
import { sparkline } from "./sparkline.ts";

interface ColumnHistoryDeps {
  readonly filter: string;
  readonly onFilter: (text: string) => void;
}

/** A figure of one column in each version; null where it has none. */
interface Figure {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly words: (value: number) => string;
}

const mostColumns = 60;

/** How each column changed over the versions, from their stored profiles. */
export function columnHistory(
  details: readonly DatasetVersionDetail[],
  { filter, onFilter }: ColumnHistoryDeps,
): TemplateResult | null {
  const latest = details.at(-1)?.profile;
  if (latest === null || latest === undefined) return null;
  const names = [...new Set(details.flatMap(({ profile }) => profile?.columns.map(({ name }) => name) ?? []))];
  const wanted = names.filter((name) => name.toLowerCase().includes(filter.toLowerCase()));
  const versions = details.map(({ version }) => `v${version.number}`);
  return html`<section class="part" data-testid="column-history">
    <h2>Columns over versions</h2>
    <div class="toolbar">
      ${names.length > 8 ? filterField("Filter columns", filter, onFilter, "column-filter") : null}
      <span class="muted">${details.length === 1 ? "One version has a profile so far." : `${versions[0]} to ${versions.at(-1)}, oldest first`}</span>
    </div>
    ${wanted.length === 0 ? emptyState("No column is called so.") : null}
    <div class="multiples">
      ${wanted.slice(0, mostColumns).map((name) => multiple(name, details, versions))}
    </div>
    ${wanted.length > mostColumns ? html`<p class="muted">The first ${mostColumns} of ${wanted.length} columns are shown: filter for others.</p>` : null}
  </section>`;
}

function multiple(name: string, details: readonly DatasetVersionDetail[], versions: readonly string[]): TemplateResult {
  const columns = details.map(({ profile }) => profile?.columns.find((column) => column.name === name));
  const type = columns.findLast((column) => column !== undefined)?.type.toLowerCase() ?? "";
  const gone = columns.at(-1) === undefined;
  return html`<figure class="multiple" data-column=${name}>
    <figcaption><span class="strong cut" title=${name}>${name}</span> <span class="muted">${gone ? "gone" : type}</span></figcaption>
    ${figuresOf(columns, details).map(({ label, values, words }) => {
      const latest = values.at(-1);
      return html`<div class="figure">
        <span class="muted">${label}</span>
        ${sparkline(values, versions, words)}
        <span class="value">${latest === null || latest === undefined ? "–" : words(latest)}</span>
      </div>`;
    })}
  </figure>`;
}

function figuresOf(
  columns: readonly (ColumnProfile | undefined)[],
  details: readonly DatasetVersionDetail[],
): readonly Figure[] {
  const number = (value: number): string => formatNumber(value, 4);
  const share = (value: number): string => `${(100 * value).toLocaleString("en", { maximumSignificantDigits: 3 })} %`;
  const of = (read: (column: ColumnProfile, rows: number) => number | null): (number | null)[] =>
    columns.map((column, at) => (column === undefined ? null : read(column, details[at]?.profile?.rows ?? 0)));
  const nulls: Figure = {
    label: "null",
    values: of(({ nulls }, rows) => (rows === 0 ? null : nulls / rows)),
    words: share,
  };
  const median = of(({ numbers }) => numbers?.quantiles.find(({ p }) => p === 0.5)?.value ?? null);
  if (median.some((value) => value !== null) && columns.at(-1)?.kind !== "time") {
    const mean = of(({ numbers }) => numbers?.mean ?? null);
    return [{ label: "mean", values: mean, words: number }, { label: "median", values: median, words: number }, nulls];
  }
  const distinct = of(({ distinct }) => distinct.value);
  return [{ label: "distinct", values: distinct, words: (value) => value.toLocaleString("en") }, nulls];
}
