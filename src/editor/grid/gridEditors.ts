import { basename } from "node:path";
import {
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  Disposable,
  commands as editorCommands,
  Range,
  RelativePattern,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { notFound } from "../../protocol/errors.ts";
import { type GridPageContract, gridPageContract } from "../../protocol/gridPageContract.ts";
import { customEditorTypes } from "../ids.ts";
import { type MountedPage, mountPage, type PageDeps } from "../panels/mountPage.ts";
import { pageHandlers } from "../panels/reportHandlers.ts";

/** A file that is shown and never changed. */
interface GridDocument extends CustomDocument {
  readonly uri: Uri;
}

/** Files whose rows stand in a text, each where it can be found. */
const textFile = /\.(csv|tsv|tab)$/i;

/** A file may be written in several steps: it is read again when it has been quiet for so long, in milliseconds. */
const quietTime = 300;

/** Shows data files as tables. */
export function registerGridEditors(page: PageDeps): Disposable {
  const provider: CustomReadonlyEditorProvider<GridDocument> = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    resolveCustomEditor({ uri }, panel) {
      const mounted = mountGrid(page, uri, panel);
      panel.onDidDispose(() => mounted.dispose());
    },
  };
  const options = { supportsMultipleEditorsPerDocument: true };
  return Disposable.from(
    ...Object.values(customEditorTypes).map((type) => window.registerCustomEditorProvider(type, provider, options)),
  );
}

const binaryFile = /\.(parquet|pq|arrow|feather)$/i;

/** What the next table of a file is narrowed down by, by the file's address. */
const firstFilters = new Map<string, Readonly<Record<string, string>>>();

/**
 * Opens a file as a table, beside whatever else shows it.
 * @param filters by column, as one would write them; then the table opens in a group of its own
 */
export async function openAsTable(uri: Uri, filters?: Readonly<Record<string, string>>): Promise<void> {
  const type = binaryFile.test(uri.fsPath) ? customEditorTypes.grid : customEditorTypes.gridOfText;
  if (filters !== undefined) firstFilters.set(uri.toString(), filters);
  const column = filters === undefined ? ViewColumn.Active : ViewColumn.Beside;
  await editorCommands.executeCommand("vscode.openWith", uri, type, column);
}

function takeFirstFilters(uri: Uri): { filters?: Record<string, string> } {
  const filters = firstFilters.get(uri.toString());
  firstFilters.delete(uri.toString());
  return filters === undefined ? {} : { filters: { ...filters } };
}

function mountGrid(page: PageDeps, uri: Uri, panel: WebviewPanel): MountedPage {
  const { engine } = page;
  const source = { paths: [uri.fsPath] };
  const handlers: Handlers<GridPageContract> = {
    "page/copy": pageHandlers["page/copy"],
    "page/ready": () => ({
      source,
      name: basename(uri.fsPath),
      isText: textFile.test(uri.fsPath),
      ...takeFirstFilters(uri),
    }),
    "page/openText": async ({ row, column }) => {
      const { range } = await engine.request("grid/locate", { source, row, column });
      if (range === null) throw notFound("This row is not in the file any more.");
      const { start, end } = range;
      const selection = new Range(start.line, start.character, end.line, end.character);
      await window.showTextDocument(uri, { selection, preview: true });
      return {};
    },
    "grid/open": (params, { signal }) => engine.request("grid/open", params, signal),
    "grid/rows": (params, { signal }) => engine.request("grid/rows", params, signal),
    "grid/value": (params, { signal }) => engine.request("grid/value", params, signal),
    "grid/locate": (params, { signal }) => engine.request("grid/locate", params, signal),
  };
  let tellChanged = (): void => undefined;
  const mounted = mountPage(page, {
    panel,
    bundle: "grid",
    folders: [],
    serve(connection) {
      const answers = answerer(gridPageContract, connection, handlers);
      tellChanged = () => void answers.emit("fileChanged", {}).catch(() => undefined);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
  const watcher = watchFile(uri, () => tellChanged());
  return {
    reload: mounted.reload,
    dispose() {
      watcher.dispose();
      mounted.dispose();
    },
  };
}

function watchFile(uri: Uri, onChange: () => void): Disposable {
  const pattern = new RelativePattern(Uri.joinPath(uri, ".."), basename(uri.fsPath).replace(/[[\]{}*?]/g, "[$&]"));
  const watcher = workspace.createFileSystemWatcher(pattern);
  let timer: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onChange, quietTime);
  };
  const subscriptions = [watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher];
  return {
    dispose() {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
