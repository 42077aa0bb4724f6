import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { ConnectedEngine } from "../../client/connectEngine.ts";
import { type ImportCandidate, ImportKind } from "../../protocol/import.ts";
import type { Credentials } from "../../protocol/remote.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import { cancelOnSignals } from "../cancelOnSignals.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { usageError } from "../exitCodes.ts";
import { importReport, progressLine } from "../importReport.ts";
import { plain } from "../terminal.ts";

interface ImportOptions {
  readonly kind?: ImportKind;
  readonly experiment?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export const addImport: AddCommand = (program, context) => {
  commandOf(program, "import <path-or-url>")
    .description("take over what another program recorded; again takes over only what is new")
    .addOption(new Option("-k, --kind <kind>", "what to import, where there is more than one").choices(ImportKind.options))
    .option("-e, --experiment <name>", "put all runs into this experiment (else each into its own)")
    .option("--dry-run", "only say what is there")
    .option("--json", "print JSON")
    .action(async (word: string, options: ImportOptions, command: Command) => {
      const { terminal } = context;
      const place = /^https?:\/\//i.test(word) ? word : resolve(word.replace(/^sqlite:\/\/\//, ""));
      const from = { place, ...credentialsOf(process.env, place) };
      using cancelled = cancelOnSignals();
      await withEngine(context, command, async (engine) => {
        const { candidates } = await engine.request("import/detect", from, cancelled.signal);
        if (options.dryRun === true) {
          if (options.json === true) printJson(terminal, candidates);
          else terminal.out(candidates.map((each) => `${candidateWords(each)}\n`).join(""));
          return;
        }
        const chosen = choose(candidates, options.kind, word);
        const { experiment } = options;
        const request = { ...from, ...chosen, ...(experiment === undefined ? {} : { experiment }) };
        const summary = await start(engine, request, cancelled.signal, terminal.progress);
        if (options.json === true) printJson(terminal, summary);
        else terminal.out(importReport(summary, terminal.style));
      });
    });
};

async function start(
  engine: ConnectedEngine,
  request: Parameters<typeof engine.request<"import/start">>[1],
  signal: AbortSignal,
  show: (line: string | null) => void,
) {
  try {
    return await engine.request("import/start", request, signal, (progress) => show(progressLine(progress)));
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.code !== "cancelled") throw error;
    const message = "The import was cancelled. What it had written stays; the same command goes on from there.";
    throw new TidemarkError("cancelled", message, { cause: error });
  } finally {
    show(null);
  }
}

function choose(
  candidates: readonly ImportCandidate[],
  kind: ImportKind | undefined,
  word: string,
): Pick<ImportCandidate, "kind" | "place"> {
  const matching = kind === undefined ? candidates : candidates.filter((each) => each.kind === kind);
  const [first, ...others] = matching;
  if (first === undefined) {
    const what = kind === undefined ? "that can be imported" : `of the kind ${kind}`;
    throw new TidemarkError("notFound", `There is nothing ${what} at ${plain(word)}.`);
  }
  if (others.length > 0) {
    const found = matching.map((each) => `\n  --kind ${candidateWords(each)}`).join("");
    throw usageError(`There is more than one thing to import at ${plain(word)}; say which:${found}`);
  }
  return { kind: first.kind, place: first.place };
}

const candidateWords = ({ kind, place, runs }: ImportCandidate): string =>
  `${kind.padEnd(14)}  ${plain(place)}${runs === null ? "" : `  (${runs === 1 ? "1 run" : `${runs} runs`})`}`;

/** As MLflow's own client takes them; for a server alone. */
function credentialsOf(environment: NodeJS.ProcessEnv, place: string): { readonly credentials?: Credentials } {
  if (!/^https?:/i.test(place)) return {};
  const { MLFLOW_TRACKING_TOKEN: token, MLFLOW_TRACKING_USERNAME: username, MLFLOW_TRACKING_PASSWORD: password } = environment;
  if (username && password) return { credentials: { username, password } };
  return token ? { credentials: { token } } : {};
}
