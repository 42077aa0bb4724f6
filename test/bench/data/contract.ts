import { stringify } from "yaml";

/** A check as all tools are asked for it. */
export interface BenchCheck {
  /** Null for a check of the whole table. */
  readonly column: string | null;
  readonly kind: string;
  readonly value: unknown;
}

const types: Readonly<Record<string, readonly string[]>> = {
  integer: ["id", "customer", "age", "quantity"],
  number: ["price", "discount", "score", "latitude"],
  string: ["country", "email"],
  date: ["signup"],
  timestamp: ["at"],
  boolean: ["active"],
};

const of = (kind: string, values: Readonly<Record<string, unknown>>): BenchCheck[] =>
  Object.entries(values).map(([column, value]) => ({ column, kind, value }));

const none = (...names: string[]): Record<string, false> => Object.fromEntries(names.map((name) => [name, false]));

/** Forty checks that every tool of the comparison has in some form. */
export const checks: readonly BenchCheck[] = [
  ...Object.entries(types).flatMap(([type, names]) => names.map((column) => ({ column, kind: "type", value: type }))),
  ...of("nulls", none("id", "customer", "age", "price", "email", "signup", "at")),
  ...of("unique", { id: true }),
  ...of("min", { id: 0, age: 18, quantity: 1, price: 0, discount: 0 }),
  ...of("max", { age: 120, quantity: 20, price: 300, discount: 0.5, latitude: 60 }),
  ...of("values", {
    country: ["de", "fr", "it", "es", "at"],
    plan: ["free", "basic", "team"],
    status: ["open", "paid", "sent", "back"],
  }),
  ...of("pattern", { email: "^[^@ ]+@[^@ ]+$", product: "^product [0-9]+$" }),
  ...of("max_length", { note: 60, city: 20 }),
  ...of("mean", { score: { min: -0.1, max: 0.1 } }),
  { column: null, kind: "row_count", value: { min: 1000 } },
];

/** The same as a tidemark.yaml, for a file. */
export function contractOf(file: string): string {
  const names = [...new Set(checks.flatMap(({ column }) => column ?? []))];
  const columns = names.map((name) => [
    name,
    Object.fromEntries(checks.filter(({ column }) => column === name).map(({ kind, value }) => [kind, value])),
  ]);
  const table = checks.filter(({ column }) => column === null).map(({ kind, value }) => ({ [kind]: value }));
  return stringify({ datasets: { orders: { source: file, columns: Object.fromEntries(columns), checks: table } } });
}
