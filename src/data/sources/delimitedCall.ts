import type { Dialect } from "../delimited/dialect.ts";
import type { DelimitedFacts } from "../delimited/facts.ts";
import { literal, literals } from "../duckdb/sql.ts";

/** What has to be known of a delimited file to read it. */
export type DelimitedLayout = Pick<DelimitedFacts, "columns" | "leadingBlankLines" | "newline"> &
  Partial<Pick<DelimitedFacts, "shortest" | "longest" | "mixedNewlines" | "multiline">>;

const escapes = { "\n": "\\n", "\r\n": "\\r\\n", "\r": "\\r" } as const;

/**
 * DuckDB's call that reads delimited files of one layout as text: an empty value is null. Nothing is left to its guesses, which
 * take rows for comments, fail on ragged ones and find no row below a
 * header with other line ends in its quotes. With all facts known, rows that are too short end in nulls and values that belong
 * to no column are left out; without, DuckDB refuses such rows.
 */
export function delimitedCall(
  files: readonly string[],
  dialect: Dialect,
  layout: DelimitedLayout,
  hive = false,
): string {
  const { columns, leadingBlankLines, shortest = columns.length, longest = 0, mixedNewlines, multiline } = layout;
  const ragged = longest > 0 && (shortest < columns.length || longest > columns.length);
  const names = columns.map((name) => `${literal(name)}: 'VARCHAR'`).join(", ");
  const settings = [
    "auto_detect = false",
    `columns = {${names}}`,
    `delim = ${literal(dialect.delimiter)}`,
    `quote = ${literal(dialect.quote)}`,
    `escape = ${literal(dialect.quote)}`,
    "comment = ''",
    `hive_partitioning = ${hive}`,
    `header = ${dialect.header}`,
    `skip = ${leadingBlankLines}`,
    `encoding = ${literal(dialect.encoding)}`,
    ...(layout.newline === undefined ? [] : [`new_line = ${literal(escapes[layout.newline])}`]),
    ...(ragged || mixedNewlines ? ["strict_mode = false"] : []),
    // Several threads can't tell a short row from a part of a value of several lines.
    ...(ragged ? ["null_padding = true", `parallel = ${!multiline}`] : []),
  ];
  return `read_csv(${[literals(files), ...settings].join(", ")})`;
}
