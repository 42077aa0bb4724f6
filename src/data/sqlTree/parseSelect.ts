import * as z from "zod";
import { invalidParameter } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { characterAtCodePoint } from "./characterAt.ts";
import { type Node, nodeOf } from "./node.ts";

const Parsed = z.union([
  z.object({ error: z.literal(false), statements: z.array(z.object({ node: z.unknown() })) }),
  z.object({
    error: z.literal(true),
    error_type: z.string(),
    error_message: z.string(),
    position: z.coerce.number().optional(),
  }),
]);

/**
 * DuckDB's own tree of a query: exactly one SELECT, so nothing in it writes.
 * @throws TidemarkError `invalidParameter` with `data.position`, the place in `sql` counted in characters, where that is known
 */
export async function parseSelect(session: Session, sql: string): Promise<Node> {
  const call = "SELECT json_serialize_sql(?::VARCHAR, skip_empty := true, skip_null := true) AS tree";
  const { tree } = await session.row(z.object({ tree: z.string() }), call, [sql]);
  const parsed = Parsed.parse(JSON.parse(tree));
  if (parsed.error) {
    const { error_type: kind, error_message: message, position } = parsed;
    if (kind === "not implemented") throw invalidParameter("The SQL must be a SELECT, nothing else.");
    throw invalidParameter(
      `The SQL is wrong: ${message}.`,
      position === undefined ? {} : { position: characterAtCodePoint(sql, position) },
    );
  }
  const [statement, another] = parsed.statements;
  if (statement === undefined || another !== undefined) {
    throw invalidParameter(`The SQL must be one SELECT, not ${parsed.statements.length}.`);
  }
  return nodeOf(statement.node);
}
