import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { formatDuration, formatNumber } from "../../protocol/format.ts";
import type { ColumnProfile, DataProfile } from "../../protocol/profileEntities.ts";
import { correlationWords, strongestPairs } from "../../protocol/strongestPairs.ts";
import { type AddCommand, type CliContext, commandOf, printJson, withEngine } from "../context.ts";
import { table } from "../table.ts";
import { plain } from "../terminal.ts";

export const addProfile: AddCommand = (program, context) => {
  commandOf(program, "profile <path>")
    .description("what the values of a data file are like, column by column")
    .option("--json", "print JSON")
    .action((path: string, options: { readonly json?: boolean }, command: Command) =>
      profile(context, command, path, options.json === true),
    );
};

async function profile(context: CliContext, command: Command, path: string, json: boolean): Promise<void> {
  const { terminal } = context;
  const source = { paths: [resolve(path)] };
  const found = await withEngine(context, command, (engine) => engine.request("data/profile", { source }));
  if (json) return printJson(terminal, found);
  terminal.out(`${head(found, path)}\n\n`);
  terminal.out(
    table(
      [
        { title: "COLUMN", width: 30 },
        { title: "TYPE", width: 20 },
        { title: "NULLS", align: "right" },
        { title: "DISTINCT", align: "right" },
        { title: "MEAN", align: "right" },
        { title: "SMALLEST", width: 20 },
        { title: "MEDIAN", align: "right" },
        { title: "LARGEST", width: 20 },
        { title: "MOST FREQUENT", width: 30 },
      ],
      found.columns.map((column) => row(column, found.rows)),
    ),
  );
  terminal.out(together(found));
}

function together({ correlations, rows, rankedRows }: DataProfile): string {
  const strongest = strongestPairs(correlations);
  if (strongest.length === 0) return "";
  const coefficient = (value: number | null): string => (value === null ? "" : formatNumber(value, 3));
  const pairs = table(
    [
      { title: "STRONGEST CORRELATIONS", width: 60 },
      { title: "PEARSON", align: "right" },
      { title: "SPEARMAN", align: "right" },
    ],
    strongest.map(({ a, b, r, rho }) => [plain(`${a} – ${b}`), coefficient(r), coefficient(rho)]),
  );
  return `\n${pairs}${correlationWords(rows, rankedRows)}\n`;
}

function head({ rows, columns, duplicateRows, files, milliseconds }: DataProfile, path: string): string {
  const shown = files.length === 1 ? plain(relative(process.cwd(), resolve(path)) || path) : `${files.length} files`;
  const words = duplicateRows === 1 ? "row equals" : "rows equal";
  const twice = duplicateRows === 0 ? "no row twice" : `${duplicateRows} ${words} an earlier one`;
  return `${shown}: ${rows} rows, ${columns.length} columns, ${twice} (${formatDuration(milliseconds)})`;
}

function row({ name, type, nulls, distinct, numbers, smallest, largest, top }: ColumnProfile, rows: number): string[] {
  const share = rows === 0 || nulls === 0 ? "" : ` (${formatNumber((100 * nulls) / rows, 2)}%)`;
  const median = numbers?.quantiles.find(({ p }) => p === 0.5)?.value;
  const number = (value: number | null | undefined): string =>
    value === null || value === undefined ? "" : formatNumber(value, 5);
  const [first] = top ?? [];
  return [
    plain(name),
    plain(type.toLowerCase()),
    `${nulls}${share}`,
    `${distinct.exact ? "" : "~"}${distinct.value}`,
    number(numbers?.mean),
    plain(smallest ?? ""),
    `${numbers?.quantilesExact === false ? "~" : ""}${number(median)}`,
    plain(largest ?? ""),
    first === undefined || first.count === 1 ? "" : plain(`${first.value} (${first.count})`),
  ];
}
