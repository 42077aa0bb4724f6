import * as z from "zod";
import { DataColumn, DataSource } from "./dataEntities.ts";

/** `between` takes two values, the null ones none. Values are texts, read as the column's type. */
export const filterOperators = [
  "contains",
  "equals",
  "notEquals",
  "less",
  "lessOrEqual",
  "greater",
  "greaterOrEqual",
  "between",
  "isNull",
  "isNotNull",
] as const;
export const ColumnFilter = z.object({
  column: z.string(),
  operator: z.enum(filterOperators),
  values: z.array(z.string()).max(2).default([]),
});
export type ColumnFilter = z.infer<typeof ColumnFilter>;

export const ColumnSort = z.object({ column: z.string(), descending: z.boolean() });
export type ColumnSort = z.infer<typeof ColumnSort>;

/** Rows of a source as somebody wants to see them. */
export const GridView = z.object({
  source: DataSource,
  /** A SELECT over the table `data`, instead of the source's own rows. */
  query: z.string().nullable().default(null),
  /** All of these have to hold. */
  filters: z.array(ColumnFilter).default([]),
  /** The first one counts most; the source's order where nothing else decides. */
  sort: z.array(ColumnSort).default([]),
});
export type GridView = z.input<typeof GridView>;
export type GridViewOf = z.output<typeof GridView>;

/** A value as text; null for a null. Long ones are cut, and end with `…`. */
export const GridRow = z.object({
  /** Among the rows of the view, from 0. */
  position: z.number().int(),
  /** Among the rows of the source (or of the query), from 0. */
  row: z.number().int(),
  cells: z.array(z.string().nullable()),
});
export type GridRow = z.infer<typeof GridRow>;

export const GridHead = z.object({
  columns: z.array(DataColumn),
  /** The first ones. */
  rows: z.array(GridRow),
  /** Of the view; null while they are being counted. */
  total: z.number().int().nullable(),
  /** Changes with the files' content: rows of another one don't belong to this view. */
  stamp: z.string(),
});
export type GridHead = z.infer<typeof GridHead>;
