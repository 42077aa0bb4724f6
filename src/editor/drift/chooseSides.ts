import { type QuickPickItem, QuickPickItemKind, type Uri, window, workspace } from "vscode";
import type { DatasetVersion } from "../../protocol/datasetEntities.ts";
import { DriftQuestion, type DriftSide } from "../../protocol/driftRequests.ts";
import { sinceTime } from "../../protocol/since.ts";
import type { EngineHost } from "../engine/engineHost.ts";

interface SideItem extends QuickPickItem {
  /** Null asks for a file anywhere. */
  readonly side: DriftSide | null;
  /** Whether it is asked since when. */
  readonly isSince?: boolean;
}

/** The endings of files that data is read from. */
const endings = "csv,tsv,tab,jsonl,ndjson,json,parquet,pq,arrow,feather,csv.gz,csv.zst,jsonl.gz,jsonl.zst";
const mostFiles = 500;

/** Asks which data is compared, as far as the selected files don't say it: before first, then now. */
export async function chooseSides(engine: EngineHost, files: readonly Uri[]): Promise<DriftQuestion | undefined> {
  const given = files.slice(0, 2).map(sideOfFile);
  const reference = given[0] ?? (await chooseSide(engine, "Compare data: what it was before (the reference)"));
  if (reference === undefined) return undefined;
  const current = given[1] ?? (await chooseSide(engine, `Compare data: what ${reference.label} has become`, reference));
  return current === undefined ? undefined : DriftQuestion.parse({ reference, current });
}

/** Asks for another side of a comparison that is there. */
export const chooseOtherSide = (
  engine: EngineHost,
  question: DriftQuestion,
  side: "reference" | "current",
): Promise<DriftSide | undefined> =>
  side === "reference"
    ? chooseSide(engine, "Compare data: what it was before (the reference)", question.current)
    : chooseSide(engine, "Compare data: what it has become", question.reference);

function sideOfFile(file: Uri): DriftSide {
  return { of: { source: { paths: [file.fsPath] } }, label: workspace.asRelativePath(file, false) };
}

async function chooseSide(engine: EngineHost, title: string, other?: DriftSide): Promise<DriftSide | undefined> {
  const chosen = await window.showQuickPick(items(engine, other), {
    title,
    placeHolder: "A data set of tidemark.yaml, a version, or a file",
    matchOnDescription: true,
  });
  if (chosen?.isSince === true && chosen.side !== null) return await sinceWhen(chosen.side, title);
  if (chosen === undefined || chosen.side !== null) return chosen?.side ?? undefined;
  const [file] = (await window.showOpenDialog({ title, canSelectMany: false })) ?? [];
  return file === undefined ? undefined : sideOfFile(file);
}

async function items(engine: EngineHost, other: DriftSide | undefined): Promise<SideItem[]> {
  const [sets, versions, files] = await Promise.all([
    declaredItems(engine),
    versionItems(engine),
    workspace.findFiles(`**/*.{${endings}}`, "**/{node_modules,.*}/**", mostFiles),
  ]);
  const heading = (label: string): SideItem => ({ label, kind: QuickPickItemKind.Separator, side: null });
  const fileItems = files
    .map((file): SideItem => ({ label: `$(file) ${workspace.asRelativePath(file, false)}`, side: sideOfFile(file) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const all = [
    ...(sets.length === 0 ? [] : [heading("Data sets"), ...sets]),
    ...(versions.length === 0 ? [] : [heading("Versions"), ...versions]),
    heading("Files"),
    ...fileItems,
    { label: "$(folder-opened) Another file…", side: null },
  ];
  return other === undefined ? all : all.filter(({ side }) => JSON.stringify(side) !== JSON.stringify(other));
}

/** The data sets that are declared, and their parts; none where the declaration can't be read. */
async function declaredItems(engine: EngineHost): Promise<SideItem[]> {
  const { datasets } = await engine.request("data/driftChoices", {});
  const item = (dataset: string, part?: "train" | "test"): SideItem => ({
    label: `$(database) ${dataset}`,
    ...(part === undefined ? {} : { description: part }),
    side: {
      of: { dataset, ...(part === undefined ? {} : { part }) },
      label: part === undefined ? dataset : `${dataset} (${part})`,
    },
  });
  const since = (dataset: string): SideItem => ({
    label: `$(history) ${dataset} since…`,
    description: "live rows",
    side: { of: { dataset } },
    isSince: true,
  });
  return datasets.flatMap(({ name, hasSplit, hasTime }) => [
    item(name),
    ...(hasTime ? [since(name)] : []),
    ...(hasSplit ? [item(name, "train"), item(name, "test")] : []),
  ]);
}

/** Live rows from a time on that is asked for. */
async function sinceWhen(side: DriftSide, title: string): Promise<DriftSide | undefined> {
  const text = await window.showInputBox({
    title,
    prompt: "Rows since when? A date or time in UTC, or for so long: 2026-02-01, 2026-02-01 12:00, 7d, 24h, 30min.",
    value: "7d",
    validateInput: (typed) =>
      sinceTime(typed, Date.now()) === null ? "Say 2026-02-01, 2026-02-01 12:00, 7d, 24h or 30min." : undefined,
  });
  const from = text === undefined ? null : sinceTime(text, Date.now());
  return from === null ? undefined : { ...side, window: { from } };
}

/** Of each data set as many, the one seen last first. */
const mostVersions = 20;

/** The versions that are stored, with hash and day. */
async function versionItems(engine: EngineHost): Promise<SideItem[]> {
  const { datasets } = await engine.request("datasets/list", {});
  const pages = await Promise.all(
    datasets.map(({ name }) => engine.request("datasets/versions", { dataset: name, limit: mostVersions })),
  );
  return pages.flatMap(({ versions }) => versions.map(versionItem));
}

function versionItem({ dataset, number, hash, firstSeen, isKept, rows }: DatasetVersion): SideItem {
  const day = new Date(firstSeen).toISOString().slice(0, 10);
  const facts = [hash.slice(0, 8), day, ...(rows === null ? [] : [`${rows.toLocaleString("en")} rows`])];
  return {
    label: `$(versions) ${dataset} v${number}`,
    description: [...facts, ...(isKept ? [] : ["no copy is kept"])].join(", "),
    side: { of: { dataset, version: hash }, label: `${dataset} v${number}` },
  };
}
