import { characterAtByte } from "./characterAt.ts";
import { listOf, type Node, nodeOf, textOf } from "./node.ts";

/** Something that a query names. */
export interface Mention {
  readonly name: string;
  /** Where in the query's text, counted in characters. */
  readonly position: number;
}

/** The tables that a query reads, each once, its own WITH parts left out. */
export function tablesOf(query: Node, sql: string): readonly Mention[] {
  const found = new Map<string, Mention>();
  const visit = (value: unknown, own: ReadonlySet<string>): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, own);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const node = nodeOf(value);
    let known = node.type === "RECURSIVE_CTE_NODE" ? withName(own, textOf(node.cte_name)) : own;
    // A part sees those before it, and itself only where it is recursive: else its name is another table's.
    for (const part of listOf(nodeOf(node.cte_map).map).map(nodeOf)) {
      visit(part.value, known);
      known = withName(known, textOf(part.key));
    }
    if (node.type === "BASE_TABLE") {
      const name = textOf(node.table_name);
      const isOwn = known.has(name.toLowerCase()) && node.schema_name === undefined;
      if (!isOwn && !found.has(name)) found.set(name, { name, position: characterAtByte(sql, positionOf(node)) });
    }
    for (const [name, part] of Object.entries(node)) if (name !== "cte_map") visit(part, known);
  };
  visit(query, new Set());
  return [...found.values()];
}

const withName = (names: ReadonlySet<string>, name: string): ReadonlySet<string> =>
  new Set([...names, name.toLowerCase()]);

/** In bytes. */
export const positionOf = (node: Node): number =>
  typeof node.query_location === "number" && Number.isSafeInteger(node.query_location) ? node.query_location : 0;
