import type { columnForms } from "./columnForms.ts";
import type { datasetForms } from "./datasetForms.ts";
import type { CheckOf } from "./form.ts";
import type { tableForms } from "./tableForms.ts";

/** A check of one column; `kind` says which options it has. */
export type ColumnCheck = CheckOf<(typeof columnForms)[number]> & { readonly scope: "column"; readonly column: string };

/** A check of a whole table. */
export type TableCheck = CheckOf<(typeof tableForms)[number] | (typeof datasetForms)[number]> & {
  readonly scope: "table";
};

/** Everything a data set promises, one promise each. */
export type Check = ColumnCheck | TableCheck;
