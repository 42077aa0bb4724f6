import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { newTemporaryFolder } from "../../../scripts/process/temporaryFolder.ts";
import { launchBrowser } from "../../../scripts/testing/browser.ts";
import { addDemoPython, demoWorkspace } from "../../../scripts/testing/demoWorkspace.ts";
import { startCodeServer } from "../../../scripts/vscode/codeServer.ts";
import { installedFolder } from "./installedExtension.ts";
import { Workbench } from "./workbench.ts";

export interface Editor extends AsyncDisposable {
  /** The demo workspace's folder. */
  readonly folder: string;
  readonly workbench: Workbench;
  /** Where VS Code keeps the installed extension. */
  readonly extensionsFolder: string;
  /** Opens the workspace in another window. */
  openWindow(): Promise<Workbench>;
}

/** VS Code with the packaged extension on a fresh copy of the demo workspace, in a browser without a window. */
export async function openEditor({
  python = true,
  storeOf,
  ...options
}: {
  readonly trusted?: boolean;
  /** False where no script is run: making its Python takes a while. */
  readonly python?: boolean;
  /** A workspace whose store the demo has from the beginning. */
  readonly storeOf?: string;
} = {}): Promise<Editor> {
  await using stack = new AsyncDisposableStack();
  const session = stack.use(await newTemporaryFolder("tidemark-e2e-"));
  const workspace = stack.use(await demoWorkspace());
  if (storeOf !== undefined)
    await cp(join(storeOf, ".tidemark"), join(workspace.folder, ".tidemark"), { recursive: true });
  if (python) await addDemoPython(workspace, console.log);
  const server = stack.use(
    await startCodeServer({
      sessionFolder: session.path,
      port: 0,
      extensions: [],
      extensionsFolder: await installedFolder(),
      onLine: console.log,
      ...options,
    }),
  );
  const browser = stack.use(await launchBrowser(console.log));
  const newPage = (): Promise<Page> => browser.newPage({ viewport: { width: 1440, height: 900 } });
  const openWindow = async (): Promise<Workbench> =>
    Workbench.open(await newPage(), server.folderUrl(workspace.folder));
  const workbench = await openWindow();
  const owned = stack.move();
  return {
    folder: workspace.folder,
    workbench,
    extensionsFolder: server.extensionsFolder,
    openWindow,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
