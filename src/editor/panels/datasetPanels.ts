import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { type Disposable, Range, Uri, window } from "vscode";
import * as z from "zod";
import { isAddress } from "../../protocol/address.ts";
import { answerer } from "../../protocol/channel.ts";
import type { TextRange } from "../../protocol/checkEntities.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type DatasetPageContract, datasetPageContract } from "../../protocol/datasetPageContract.ts";
import { DriftQuestion } from "../../protocol/driftRequests.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import type { DataChecks } from "../data/dataChecks.ts";
import { inferContract } from "../data/inferContract.ts";
import { oneLine, shorten } from "../experiments/labels.ts";
import { openAsTable, rowLook } from "../grid/gridEditors.ts";
import type { DriftPanels } from "./driftPanels.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";
import { pageHandlers } from "./reportHandlers.ts";

export interface DatasetPanels extends Disposable {
  /** Shows a data set; its open page, if there is one. */
  open(shown: ShownDataset): void;
}

interface ShownDataset {
  readonly dataset: string;
  /** The number of the version to begin with; the latest when left out. */
  readonly version?: number | undefined;
  /** The check whose failing rows to begin with. */
  readonly check?: string | undefined;
}

interface DatasetPanelsDeps {
  readonly page: PageDeps;
  readonly checks: DataChecks;
  readonly drift: DriftPanels;
  /** The workspace's folder. */
  readonly folder: string | null;
}

const PageState = z.object({ dataset: z.string().min(1) });

/** The pages of data sets in this window. They come back after a reload. */
export function createDatasetPanels(deps: DatasetPanelsDeps): DatasetPanels {
  const panels = createPanelSet<ShownDataset>({
    name: "dataset",
    extensionUri: deps.page.extensionUri,
    title: ({ dataset, version }) =>
      `Data: ${shorten(oneLine(dataset), 30)}${version === undefined ? "" : ` v${version}`}`,
    same: isSame,
    restore: (state) => PageState.safeParse(state).data,
    mount: (open) => mountDatasetPage(deps, open),
  });
  return {
    open(shown) {
      const known = panels.panels.find((open) => isSame(open.shown, shown));
      if (known !== undefined && shown.check !== undefined) panels.change(known, shown);
      panels.open(shown);
    },
    dispose: () => panels.dispose(),
  };
}

const isSame = (a: ShownDataset, b: ShownDataset): boolean => a.dataset === b.dataset && a.version === b.version;

function mountDatasetPage(
  { page, checks, drift, folder }: DatasetPanelsDeps,
  open: OpenPanel<ShownDataset>,
): MountedPage {
  const { engine } = page;
  const { dataset, version = null } = open.shown;
  const ready = (): { dataset: string; version: number | null; check: string | null } => {
    const { check = null } = open.shown;
    // A page that comes back shows what it showed last.
    open.shown = { dataset, ...(version === null ? {} : { version }) };
    return { dataset, version, check };
  };
  const handlers: Handlers<DatasetPageContract> = {
    ...pageHandlers,
    "page/ready": ready,
    "datasets/versions": (params, { signal }) => engine.request("datasets/versions", params, signal),
    "datasets/version": (params, { signal }) => engine.request("datasets/version", params, signal),
    "datasets/history": (params, { signal }) => engine.request("datasets/history", params, signal),
    // Problems and the Data view learn of it, too.
    "data/check": (_, { signal, report }) => checks.check({ dataset }, signal, report),
    "data/failingRows": (params, { signal }) => engine.request("data/failingRows", params, signal),
    "watch/state": (params, { signal }) => engine.request("watch/state", params, signal),
    "page/infer": async (_, { signal }) => {
      const { datasets } = await engine.request("data/datasets", {}, signal);
      const file = datasets.find(({ name }) => name === dataset)?.files.find(({ path }) => isAbsolute(path));
      const known = file?.path ?? (folder === null ? dataset : join(folder, dataset));
      await inferContract(engine, file === undefined && !existsSync(known) ? undefined : Uri.file(known));
      return {};
    },
    "page/openFile": async ({ path, range, record }) => {
      if (isAddress(path)) throw invalidParameter(`${path} is an address: its rows can't be opened as a file.`);
      const file = Uri.file(isAbsolute(path) || folder === null ? path : join(folder, path));
      if (range === null) await openAsTable(file, record === null ? undefined : rowLook(file, record));
      else await window.showTextDocument(file, { selection: selectionOf(range) });
      return {};
    },
    "page/openTable": async (asked, { signal }) => {
      const { kept } = await engine.request("datasets/version", { dataset, version: String(asked.version) }, signal);
      const [path] = kept?.paths ?? [];
      if (path === undefined) throw notFound(`No copy of version ${asked.version} is kept.`);
      await openAsTable(Uri.file(path));
      return {};
    },
    "page/compare": (asked) => {
      const before = { of: { dataset, version: String(asked.version) }, label: `${dataset} v${asked.version}` };
      drift.open(DriftQuestion.parse({ reference: before, current: { of: { dataset }, label: `${dataset} now` } }));
      return {};
    },
    "page/openDeclaration": async (_, { signal }) => {
      const { datasets } = await engine.request("data/datasets", {}, signal);
      const declared = datasets.find(({ name }) => name === dataset)?.declaredAt;
      if (declared === undefined) throw notFound(`"${dataset}" isn't declared in tidemark.yaml.`);
      await window.showTextDocument(Uri.file(declared.file), { selection: selectionOf(declared.range) });
      return {};
    },
  };
  return mountPage(page, {
    panel: open.panel,
    bundle: "dataset",
    folders: [],
    serve(connection) {
      const answers = answerer(datasetPageContract, connection, handlers);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}

const selectionOf = ({ start, end }: TextRange): Range =>
  new Range(start.line, start.character, end.line, end.character);
