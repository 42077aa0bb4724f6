import { type Command, Option } from "commander";
import { type FeatureState, SqlDialect, sqlDialects } from "../../protocol/featureEntities.ts";
import { formatAge, formatDuration } from "../../protocol/format.ts";
import { humanReport } from "../checkReport/human.ts";
import { checkExit, verdictOf } from "../checkReport/verdict.ts";
import { type AddCommand, type CliContext, commandOf, printJson, withEngine } from "../context.ts";
import { EndWith, exitCode } from "../exitCodes.ts";
import { shownPath } from "../shownPath.ts";
import { table } from "../table.ts";
import { plain } from "../terminal.ts";

interface Json {
  readonly json?: boolean;
}

export const addFeatures: AddCommand = (program, context) => {
  const features = program.command("features").description("features that tidemark.yaml declares");
  commandOf(features, "list")
    .description("what each is made from, and whether its last result still holds")
    .option("--json", "print JSON")
    .action((options: Json, command: Command) => list(context, command, options));
  commandOf(features, "build [names...]")
    .description("build what has changed, inputs first, and check the results; without names, all")
    .option("--force", "also what has not changed")
    .option("--json", "print JSON")
    .action((names: string[], options: Json & { force?: boolean }, command: Command) =>
      build(context, command, names, options),
    );
  commandOf(features, "sql <name>")
    .description("print one as a query for another engine; what differs there goes to the error output")
    .addOption(new Option("--dialect <engine>", "the engine").choices(sqlDialects).default("duckdb"))
    .option("--json", "print JSON")
    .action((name: string, options: Json & { dialect: string }, command: Command) =>
      print(context, command, name, options),
    );
};

async function list(context: CliContext, command: Command, { json }: Json): Promise<void> {
  const { terminal } = context;
  const { features } = await withEngine(context, command, (engine) => engine.request("features/list", {}));
  if (json) return printJson(terminal, features);
  if (features.length === 0) return terminal.error('No features are declared: tidemark.yaml has no "features".\n');
  const rows = features.map((feature) => [
    plain(feature.name),
    stateWords(feature),
    plain(feature.inputs.join(", ")),
    feature.version === null ? "" : String(feature.version.rows),
    feature.version === null ? "" : formatAge(feature.version.builtAt, Date.now()),
    plain(feature.output),
  ]);
  terminal.out(
    table(
      [
        { title: "FEATURE" },
        { title: "STATE", width: 60 },
        { title: "FROM", width: 40 },
        { title: "ROWS", align: "right" },
        { title: "BUILT" },
        { title: "OUTPUT" },
      ],
      rows,
    ),
  );
}

const stateWords = ({ state, reason }: FeatureState): string => plain(reason === null ? state : `${state}: ${reason}`);

async function build(
  context: CliContext,
  command: Command,
  names: readonly string[],
  { force = false, json }: Json & { force?: boolean },
): Promise<void> {
  const { terminal } = context;
  const asked = { force, ...(names.length === 0 ? {} : { names: [...names] }) };
  const { features, checks } = await withEngine(context, command, (engine) => engine.request("features/build", asked));
  const found = checks?.datasets.filter(({ outcomes }) => outcomes.length > 0) ?? [];
  if (json) {
    const checkOf = (name: string) => checks?.datasets.find(({ dataset }) => dataset === name) ?? null;
    printJson(
      terminal,
      features.map((feature) => ({ ...feature, check: checkOf(feature.name) })),
    );
  } else {
    for (const { name, outcome, reason, output, version, warnings } of features) {
      const built = version === null ? "" : ` ${version.rows} rows → ${plain(output)}`;
      const took = outcome === "built" && version !== null ? ` in ${formatDuration(version.took)}` : "";
      terminal.out(`${plain(name)}: ${outcome}${built}${took}\n`);
      for (const words of [reason, ...warnings]) if (words !== null) terminal.error(`  ${plain(words)}\n`);
    }
    if (features.length === 0) terminal.error('No features are declared: tidemark.yaml has no "features".\n');
    if (checks !== null && found.length > 0) {
      terminal.out(`\n${humanReport({ ...checks, datasets: found }, { style: terminal.style, show: shownPath })}`);
    }
  }
  if (features.some(({ outcome }) => outcome === "failed" || outcome === "skipped"))
    throw new EndWith(exitCode.failure);
  const code = checks === null ? exitCode.success : checkExit[verdictOf({ ...checks, datasets: found }, "error")];
  if (code !== exitCode.success) throw new EndWith(code);
}

async function print(
  context: CliContext,
  command: Command,
  name: string,
  { dialect, json }: Json & { dialect: string },
): Promise<void> {
  const { terminal } = context;
  const asked = { name, dialect: SqlDialect.parse(dialect) };
  const printed = await withEngine(context, command, (engine) => engine.request("features/sql", asked));
  if (json) return printJson(terminal, printed);
  terminal.out(`${printed.sql}\n`);
  if (printed.tables.length > 0) terminal.error(`Reads the tables ${printed.tables.map(plain).join(", ")}.\n`);
  for (const { feature, what, advice } of printed.differences) {
    terminal.error(`${plain(feature)}: ${plain(what)}: ${plain(advice)}\n`);
  }
}
