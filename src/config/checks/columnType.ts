export const columnTypes = [
  "boolean",
  "integer",
  "number",
  "string",
  "date",
  "time",
  "timestamp",
  "json",
  "uuid",
] as const;
export type ColumnType = (typeof columnTypes)[number];

export const numeric = ["integer", "number"] as const;
export const ordered = ["integer", "number", "date", "timestamp"] as const;
export const textual = ["string"] as const;
