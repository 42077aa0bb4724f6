import { isAbsolute, join } from "node:path";
import { type Disposable, Range, Uri, window } from "vscode";
import * as z from "zod";
import { answerer } from "../../protocol/channel.ts";
import type { TextRange } from "../../protocol/checkEntities.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type DatasetPageContract, datasetPageContract } from "../../protocol/datasetPageContract.ts";
import { DriftQuestion } from "../../protocol/driftRequests.ts";
import { notFound } from "../../protocol/errors.ts";
import type { DataChecks } from "../data/dataChecks.ts";
import { oneLine, shorten } from "../experiments/labels.ts";
import { openAsTable } from "../grid/gridEditors.ts";
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
  return createPanelSet<ShownDataset>({
    name: "dataset",
    extensionUri: deps.page.extensionUri,
    title: ({ dataset, version }) =>
      `Data: ${shorten(oneLine(dataset), 30)}${version === undefined ? "" : ` v${version}`}`,
    same: (a, b) => a.dataset === b.dataset && a.version === b.version,
    restore: (state) => PageState.safeParse(state).data,
    mount: (open) => mountDatasetPage(deps, open),
  });
}

function mountDatasetPage(
  { page, checks, drift, folder }: DatasetPanelsDeps,
  open: OpenPanel<ShownDataset>,
): MountedPage {
  const { engine } = page;
  const { dataset, version = null } = open.shown;
  const handlers: Handlers<DatasetPageContract> = {
    ...pageHandlers,
    "page/ready": () => ({ dataset, version }),
    "datasets/versions": (params, { signal }) => engine.request("datasets/versions", params, signal),
    "datasets/version": (params, { signal }) => engine.request("datasets/version", params, signal),
    "datasets/history": (params, { signal }) => engine.request("datasets/history", params, signal),
    // Problems and the Data view learn of it, too.
    "data/check": (_, { signal, report }) => checks.check({ dataset }, signal, report),
    "data/failingRows": (params, { signal }) => engine.request("data/failingRows", params, signal),
    "page/openFile": async ({ path, range }) => {
      const file = Uri.file(isAbsolute(path) || folder === null ? path : join(folder, path));
      if (range === null) await openAsTable(file);
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
