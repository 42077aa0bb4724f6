import {
  type CancellationToken,
  CodeLens,
  type CodeLensProvider,
  Disposable,
  EventEmitter,
  Hover,
  type HoverProvider,
  languages,
  MarkdownString,
  Range,
  type TextDocument,
} from "vscode";
import { formatNumber } from "../../protocol/format.ts";
import { isConfigFile } from "../data/dataFiles.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { oneLine } from "../experiments/labels.ts";
import { onSetting, setting } from "../settings.ts";
import { isCancelled } from "../showError.ts";
import { withSignal } from "../withSignal.ts";
import { curvePicture } from "./curvePicture.ts";
import { type NameInCode, namesInCode } from "./namesInCode.ts";
import { triedLines, triedWords } from "./triedWords.ts";

const selector = [
  { scheme: "file", language: "python" },
  { scheme: "file", language: "yaml" },
];

/** Longer files are left alone, in characters. */
const longest = 500_000;
const [mostLenses, mostOfLine] = [100, 3];
/** While runs log, what stands above code is looked up once in so many milliseconds. */
const pause = 15_000;
/** Readable on light and dark hovers. */
const curveColor = "#3794ff";

class ParameterLens extends CodeLens {
  readonly name: NameInCode;

  constructor(range: Range, name: NameInCode) {
    super(range);
    this.name = name;
  }
}

/** Shows on parameters and metrics in Python and YAML what runs have made of them. */
export function registerCodeLinks(engine: EngineHost): Disposable {
  const changed = new EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  const lookAgainSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, pause);
  };
  const lenses: CodeLensProvider<CodeLens> = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document, token) =>
      setting("code.lens") ? quietly(() => lensesOf(engine, document, token)) : null,
    resolveCodeLens: async (lens, token) =>
      lens instanceof ParameterLens ? await quietly(() => resolved(engine, lens, token)) : null,
  };
  const hovers: HoverProvider = {
    provideHover: (document, position, token) =>
      quietly(() => hoverOf(engine, document, document.offsetAt(position), token)),
  };
  return Disposable.from(
    changed,
    languages.registerCodeLensProvider(selector, lenses),
    languages.registerHoverProvider(selector, hovers),
    onSetting(["code.lens"], () => changed.fire()),
    engine.on("changed", ({ runs, experiments }) => {
      if (experiments || runs.some(({ summary }) => summary)) lookAgainSoon();
    }),
    engine.onState(() => changed.fire()),
    new Disposable(() => clearTimeout(timer)),
  );
}

/** Null when the editor does not wait any more. */
async function quietly<T>(task: () => Promise<T | null>): Promise<T | null> {
  try {
    return await task();
  } catch (error) {
    if (isCancelled(error)) return null;
    throw error;
  }
}

/** The names of a document that runs have logged. */
async function knownNames(
  engine: EngineHost,
  document: TextDocument,
  token: CancellationToken,
): Promise<readonly NameInCode[]> {
  const { folder, state } = engine;
  const text = document.getText();
  if (folder === null || state.kind !== "connected" || text.length > longest) return [];
  if (isConfigFile(document.fileName, folder)) return [];
  const found = namesInCode(text, document.languageId === "yaml" ? "yaml" : "python");
  if (found.length === 0) return [];
  const { params, metrics } = await withSignal(token, (signal) => engine.request("runs/loggedNames", {}, signal));
  const known = { param: new Set(params), metric: new Set(metrics) };
  return found.filter(({ kind, name }) => known[kind].has(name));
}

const rangeOf = (document: TextDocument, { start, end }: NameInCode): Range =>
  new Range(document.positionAt(start), document.positionAt(end));

async function lensesOf(engine: EngineHost, document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
  const lines = new Map<number, number>();
  return (await knownNames(engine, document, token))
    .filter(({ kind }) => kind === "param")
    .map((name) => new ParameterLens(rangeOf(document, name), name))
    .filter(({ range: { start } }) => {
      const before = lines.get(start.line) ?? 0;
      lines.set(start.line, before + 1);
      return before < mostOfLine;
    })
    .slice(0, mostLenses);
}

async function resolved(
  engine: EngineHost,
  { range, name }: ParameterLens,
  token: CancellationToken,
): Promise<CodeLens> {
  const tried = await withSignal(token, (signal) => engine.request("runs/tried", { key: name.name }, signal));
  if (tried === null) return new CodeLens(range, { title: `${name.name}: not tried`, command: "" });
  return new CodeLens(range, {
    title: oneLine(`${name.name}: ${triedWords(tried, name.value)}`),
    tooltip: `Show the runs of ${oneLine(tried.experiment.name)} as a table`,
    command: "tidemark.experiments.table",
    arguments: [{ kind: "experiment", experiment: tried.experiment }],
  });
}

async function hoverOf(
  engine: EngineHost,
  document: TextDocument,
  offset: number,
  token: CancellationToken,
): Promise<Hover | null> {
  const names = await knownNames(engine, document, token);
  const name = names.find(({ start, end }) => start <= offset && offset <= end);
  if (name === undefined) return null;
  const text = name.kind === "param" ? await paramText(engine, name, token) : await metricText(engine, name, token);
  return text === null ? null : new Hover(text, rangeOf(document, name));
}

async function paramText(
  engine: EngineHost,
  { name }: NameInCode,
  token: CancellationToken,
): Promise<MarkdownString | null> {
  const tried = await withSignal(token, (signal) => engine.request("runs/tried", { key: name }, signal));
  if (tried === null) return null;
  const text = new MarkdownString();
  // What scripts logged is no Markdown.
  for (const line of triedLines(tried)) text.appendText(oneLine(line)).appendMarkdown("\n\n");
  return text;
}

async function metricText(
  engine: EngineHost,
  { name }: NameInCode,
  token: CancellationToken,
): Promise<MarkdownString | null> {
  const run = await withSignal(token, (signal) => engine.request("runs/latestWith", { metric: name }, signal));
  if (run === null) return null;
  const { series } = await withSignal(token, (signal) =>
    engine.request("metrics/sample", { series: [{ runId: run.id, key: name }], points: 200 }, signal),
  );
  const [sample] = series;
  const last = sample?.values.at(-1);
  if (sample === undefined || last === undefined) return null;
  const text = new MarkdownString();
  text.appendText(
    oneLine(`${name} of ${run.name} in ${run.experiment}: ${formatNumber(last)} at step ${sample.steps.at(-1)}`),
  );
  const picture = curvePicture(sample, curveColor);
  if (picture !== null) text.appendMarkdown(`\n\n![The curve of the run that began last](${picture})`);
  return text;
}
