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
import { type GridLook, type GridPageContract, gridPageContract } from "../../protocol/gridPageContract.ts";
import { customEditorTypes } from "../ids.ts";
import { type MountedPage, mountPage, type PageDeps } from "../panels/mountPage.ts";
import { pageHandlers } from "../panels/reportHandlers.ts";

/** A file that is shown and never changed. */
interface GridDocument extends CustomDocument {
  readonly uri: Uri;
}

/** Files whose rows stand in a text, each where it can be found. */
const textFile = /\.(csv|tsv|tab|jsonl|ndjson|json)$/i;

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

/** What the next table of a file shows, by the file's address. */
const firstLooks = new Map<string, GridLook>();

interface OpenTable {
  readonly uri: string;
  readonly panel: WebviewPanel;
  /** Whether something else opened it to show some rows. */
  readonly hasLook: boolean;
  show(look: GridLook): void;
}
const openTables = new Set<OpenTable>();

/**
 * Opens a file as a table.
 * @param look what it shows at first: then it stands beside whatever asked, and shows the next look at the file as well
 */
export async function openAsTable(uri: Uri, look?: GridLook): Promise<void> {
  const address = uri.toString();
  const type = binaryFile.test(uri.fsPath) ? customEditorTypes.grid : customEditorTypes.gridOfText;
  if (look === undefined) {
    await editorCommands.executeCommand("vscode.openWith", uri, type, ViewColumn.Active);
    return;
  }
  const looks = [...openTables].filter(({ hasLook }) => hasLook);
  const same = looks.find((table) => table.uri === address);
  if (same !== undefined) {
    same.panel.reveal();
    same.show(look);
    return;
  }
  firstLooks.set(address, look);
  const column = looks[0]?.panel.viewColumn ?? ViewColumn.Beside;
  await editorCommands.executeCommand("vscode.openWith", uri, type, column);
  // A table of the file that was open there came to the front instead.
  const table = [...openTables].find((each) => each.uri === address && each.panel.active);
  const left = table === undefined ? undefined : takeFirstLook(uri);
  if (left !== undefined) table?.show(left);
}

/** A row of a file as it is, without filters. @param record counted from 1 */
export const rowLook = ({ fsPath }: Uri, record: number): GridLook => ({
  source: { paths: [fsPath] },
  filters: {},
  query: null,
  row: record - 1,
});

function takeFirstLook(uri: Uri): GridLook | undefined {
  const look = firstLooks.get(uri.toString());
  firstLooks.delete(uri.toString());
  return look;
}

function mountGrid(page: PageDeps, uri: Uri, panel: WebviewPanel): MountedPage {
  const { engine } = page;
  let first = takeFirstLook(uri);
  const hasLook = first !== undefined;
  const handlers: Handlers<GridPageContract> = {
    "page/copy": pageHandlers["page/copy"],
    "page/ready": () => {
      const look = first;
      // A page that is loaded anew remembers what it showed last.
      first = undefined;
      const shown = { source: { paths: [uri.fsPath] }, name: basename(uri.fsPath), isText: textFile.test(uri.fsPath) };
      return look === undefined ? shown : { ...shown, look };
    },
    "page/openText": async (place) => {
      const { range } = await engine.request("grid/locate", place);
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
  let show = (_: GridLook): void => undefined;
  const mounted = mountPage(page, {
    panel,
    bundle: "grid",
    folders: [],
    serve(connection) {
      const answers = answerer(gridPageContract, connection, handlers);
      tellChanged = () => void answers.emit("fileChanged", {}).catch(() => undefined);
      show = (next) => void answers.emit("look", next).catch(() => undefined);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
  const watcher = watchFile(uri, () => tellChanged());
  const table: OpenTable = { uri: uri.toString(), panel, hasLook, show: (next) => show(next) };
  openTables.add(table);
  return {
    reload: mounted.reload,
    dispose() {
      openTables.delete(table);
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
