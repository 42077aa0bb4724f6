import { html, type TemplateResult } from "lit";
import type { MetricGoal } from "../../src/protocol/entities.ts";
import { type Column, dataTable } from "./dataTable.ts";
import { goalButton } from "./goalButton.ts";
import { icon } from "./icon.ts";
import type { SortValue } from "./sorting.ts";

/** One thing that the compared have, with what each of them says, in their order. */
export interface Facet<Section extends string = string> {
  readonly id: string;
  readonly section: Section;
  readonly key: string;
  readonly goal?: MetricGoal;
  readonly cells: readonly FacetCell[];
  /** Indices of those that are best at it. */
  readonly best: readonly number[];
}

export interface FacetCell {
  /** Null when there is nothing of the kind. */
  readonly text: string | null;
  /** Everything there is to say. */
  readonly title: string;
  readonly sort: SortValue;
  /** Stands beside the text, quieter: a difference to the first. */
  readonly aside?: string;
}

/** What is compared: a run, a version of a model. */
export interface FacetSubject {
  readonly id: string;
  readonly label: string;
  readonly header: TemplateResult;
}

export interface FacetTableOptions {
  readonly caption: string;
  readonly subjects: readonly FacetSubject[];
  /** Lines above all others, which are not compared. */
  readonly facts: readonly { readonly id: string; readonly fact: string; readonly of: (index: number) => unknown }[];
  readonly facets: readonly Facet[];
  readonly setGoal: (key: string, goal: MetricGoal) => void;
  readonly testId: string;
}

type Row = Facet | { readonly id: string; readonly heading: string } | FacetTableOptions["facts"][number];

/** Each of the compared stands in a column; a heading parts the sections. */
export function facetTable({ caption, subjects, facts, facets, setGoal, testId }: FacetTableOptions): TemplateResult {
  const columns: Column<Row>[] = [
    {
      id: "key",
      label: "",
      cell: (row) => {
        if ("heading" in row) return row.heading;
        if ("fact" in row) return row.fact;
        return html`<span class="facet-key"><span class="cut">${row.key}</span>${row.goal === undefined ? null : goalButton(row.key, row.goal, setGoal)}</span>`;
      },
      cellTitle: (row) => ("key" in row ? row.key : undefined),
    },
    ...subjects.map(
      ({ id, label, header }, index): Column<Row> => ({
        id,
        label,
        header,
        cell: (row) => {
          if ("heading" in row) return "";
          return "fact" in row ? row.of(index) : facetText(row, index);
        },
        cellTitle: (row) => ("cells" in row ? row.cells[index]?.title : undefined),
        cellClass: (row) => ("cells" in row && row.best.includes(index) ? "best" : ""),
      }),
    ),
  ];
  return dataTable({
    caption,
    columns,
    rows: [...facts, ...withHeadings(facets)],
    key: (row) => row.id,
    sort: null,
    onSort: () => undefined,
    rowClass: (row) => ("heading" in row ? "section-row" : ""),
    testId,
  });
}

/** A best value says so by more than its weight. */
export function facetText(facet: Facet, index: number): unknown {
  const cell = facet.cells[index];
  const text = cell?.text ?? null;
  if (text === null) return html`<span class="muted">–</span>`;
  const aside = cell?.aside === undefined ? null : html` <span class="muted facet-aside">(${cell.aside})</span>`;
  return facet.best.includes(index)
    ? html`${icon("check")}${text}<span class="sr-only"> best</span>${aside}`
    : html`${text}${aside}`;
}

function withHeadings(facets: readonly Facet[]): Row[] {
  const rows: Row[] = [];
  let section = "";
  for (const facet of facets) {
    if (facet.section !== section) rows.push({ id: `section:${facet.section}`, heading: facet.section });
    section = facet.section;
    rows.push(facet);
  }
  return rows;
}
