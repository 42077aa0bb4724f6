import { type QuickPickItem, QuickPickItemKind, type Uri, window, workspace } from "vscode";
import { DriftQuestion, type DriftSide } from "../../protocol/driftRequests.ts";
import type { EngineHost } from "../engine/engineHost.ts";

interface SideItem extends QuickPickItem {
  /** Null asks for a file anywhere. */
  readonly side: DriftSide | null;
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

function sideOfFile(file: Uri): DriftSide {
  return { of: { source: { paths: [file.fsPath] } }, label: workspace.asRelativePath(file, false) };
}

async function chooseSide(engine: EngineHost, title: string, other?: DriftSide): Promise<DriftSide | undefined> {
  const chosen = await window.showQuickPick(items(engine, other), {
    title,
    placeHolder: "A data set of tidemark.yaml, or a file",
    matchOnDescription: true,
  });
  if (chosen === undefined || chosen.side !== null) return chosen?.side ?? undefined;
  const [file] = (await window.showOpenDialog({ title, canSelectMany: false })) ?? [];
  return file === undefined ? undefined : sideOfFile(file);
}

async function items(engine: EngineHost, other: DriftSide | undefined): Promise<SideItem[]> {
  const [sets, files] = await Promise.all([
    declaredItems(engine),
    workspace.findFiles(`**/*.{${endings}}`, "**/{node_modules,.*}/**", mostFiles),
  ]);
  const heading = (label: string): SideItem => ({ label, kind: QuickPickItemKind.Separator, side: null });
  const fileItems = files
    .map((file): SideItem => ({ label: `$(file) ${workspace.asRelativePath(file, false)}`, side: sideOfFile(file) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const all = [
    ...(sets.length === 0 ? [] : [heading("Data sets"), ...sets]),
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
  return datasets.flatMap(({ name, hasSplit }) => [
    item(name),
    ...(hasSplit ? [item(name, "train"), item(name, "test")] : []),
  ]);
}
