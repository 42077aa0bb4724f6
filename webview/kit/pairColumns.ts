import { html } from "lit";
import type { KeyValue } from "../../src/protocol/entities.ts";
import type { Column } from "./dataTable.ts";
import { sortableText } from "./sorting.ts";

/** The columns of a table of names and texts; what is a number sorts as one. */
export const pairColumns = (name: string): readonly Column<KeyValue>[] => [
  {
    id: "key",
    label: name,
    cell: ({ key }) => html`<span class="cut">${key}</span>`,
    cellTitle: ({ key }) => key,
    sort: ({ key }) => key,
  },
  {
    id: "value",
    label: "Value",
    cell: ({ value }) => value,
    cellClass: () => "wrap",
    sort: ({ value }) => sortableText(value),
  },
];
