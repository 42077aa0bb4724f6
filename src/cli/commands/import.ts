import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { ConnectedEngine } from "../../client/connectEngine.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import {
  type ImportCandidate,
  ImportKind,
  type ImportPlace,
  type ImportRequest,
  type ImportSummary,
} from "../../protocol/import.ts";
import { candidateWords, progressWords, skippedLines, skippedWords, writtenWords } from "../../protocol/importWords.ts";
import { aborted } from "../aborted.ts";
import { type AddCommand, type CliContext, commandOf, printJson, withEngine } from "../context.ts";
import { EndWith, exitCode, usageError } from "../exitCodes.ts";
import { credentialsWanted, remoteCredentials } from "../remoteCredentials.ts";
import { plain, type Terminal } from "../terminal.ts";
import { credentialsHelp } from "./push.ts";

interface ImportOptions {
  readonly kind?: ImportKind;
  readonly experiment?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

export const addImport: AddCommand = (program, context) => {
  const { terminal } = context;
  commandOf(program, "import <path-or-url>")
    .description("take over what another program recorded; again, what is new there")
    .addOption(new Option("-k, --kind <kind>", "what, where there is more than one").choices(ImportKind.options))
    .option("-e, --experiment <name>", "put all runs into this experiment (else each into that of its name)")
    .option("-n, --dry-run", "only say what there is")
    .option("--json", "print JSON")
    .addHelpText("after", credentialsHelp)
    .action(async (word: string, options: ImportOptions, command: Command) => {
      using interrupt = aborted();
      await withEngine(context, command, async (engine) => {
        const from = placeOf(word);
        const { candidates } = await engine.request("import/detect", from, interrupt.signal);
        const wanted = candidates.filter(({ kind }) => options.kind === undefined || kind === options.kind);
        if (options.dryRun === true) return print(terminal, options, wanted, wanted.map(line).join(""));
        const { kind, place } = only(wanted, word);
        const { experiment } = options;
        // An address keeps the user name and password that may stand in it.
        const request = {
          ...from,
          kind,
          ...(kind === "mlflowServer" ? {} : { place }),
          ...(experiment === undefined ? {} : { experiment }),
        };
        const summary = await start(context, engine, request, options, interrupt.signal);
        print(terminal, options, summary, report(summary, terminal.style));
      });
    });
};

/** MLflow's addresses of databases and folders mean files, too. */
function placeOf(word: string): ImportPlace {
  if (!/^https?:\/\//i.test(word)) return { place: resolve(word.replace(/^(sqlite:\/\/\/|file:\/\/)/, "")) };
  const credentials = remoteCredentials(process.env, word);
  return { place: word, ...(credentials === undefined ? {} : { credentials }) };
}

async function start(
  { terminal }: CliContext,
  engine: ConnectedEngine,
  request: ImportRequest,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<ImportSummary> {
  const show = process.stderr.isTTY && options.json !== true;
  try {
    return await engine.request("import/start", request, signal, (progress) => {
      if (show) terminal.error(`\r\u001b[K${progressWords(progress)}`);
    });
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    if (error.code === "unauthenticated") throw new TidemarkError(error.code, `${error.message} ${credentialsWanted}`);
    if (error.code !== "cancelled") throw error;
    terminal.error("\nCancelled. What was written stays; the same command goes on from there.\n");
    throw new EndWith(exitCode.signal + 2);
  } finally {
    if (show) terminal.error("\r\u001b[K");
  }
}

function only(candidates: readonly ImportCandidate[], word: string): ImportCandidate {
  const [first, ...others] = candidates;
  if (first === undefined) throw new TidemarkError("notFound", `Nothing at ${plain(word)} can be imported.`);
  if (others.length === 0) return first;
  const found = candidates.map((each) => `\n${line(each)}`.trimEnd()).join("");
  throw usageError(`There is more than one thing at ${plain(word)}; name one with --kind:${found}`);
}

const line = (candidate: ImportCandidate): string =>
  `  ${candidate.kind.padEnd(14)}  ${plain(candidate.place)}  (${candidateWords(candidate)})\n`;

function print(terminal: Terminal, options: ImportOptions, value: unknown, text: string): void {
  if (options.json === true) printJson(terminal, value);
  else terminal.out(text);
}

function report(summary: ImportSummary, style: Terminal["style"]): string {
  const imported = `Imported: ${writtenWords(summary.written)}.\n`;
  if (summary.skippedCount === 0) return imported;
  const skipped = skippedLines(summary).map((each) => `  ${plain(each)}\n`);
  return `${imported}${style("warning", `${skippedWords(summary)}:`)}\n${skipped.join("")}`;
}
