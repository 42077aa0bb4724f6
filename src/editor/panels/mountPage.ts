import { randomBytes } from "node:crypto";
import { type Disposable, type LogOutputChannel, Uri, type WebviewPanel } from "vscode";
import { createMessageConnection, type MessageConnection } from "vscode-jsonrpc/node";
import type { Changed } from "../../protocol/engineContract.ts";
import { portTransport } from "../../protocol/messagePort.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { panelTypes } from "../ids.ts";
import { pageHtml } from "./pageHtml.ts";

export interface PageDeps {
  readonly extensionUri: Uri;
  readonly engine: EngineHost;
  readonly log: LogOutputChannel;
}

/** What the host tells a page. */
export interface PageEvents {
  changed(change: Changed): Promise<void>;
  engine(event: { connected: boolean }): Promise<void>;
}

export interface Page {
  readonly panel: WebviewPanel;
  readonly bundle: keyof typeof panelTypes | "grid" | "onnx";
  /** Folders beside the bundle that the page may show images of. */
  readonly folders: readonly Uri[];
  /** Answers the page's requests on a connection. */
  readonly serve: (connection: MessageConnection) => PageEvents;
}

export interface MountedPage extends Disposable {
  /** Starts the page anew, so that it asks what it shows. */
  reload(): void;
}

/** The first thing that a page says. The editor throws hidden pages away, so a panel may hear it many times. */
const isReady = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "method" in message && message.method === "page/ready";

/** Fills a panel with a page and connects it: reads its requests, and forwards the engine's events once it is ready. */
export function mountPage({ extensionUri, engine, log }: PageDeps, page: Page): MountedPage {
  const { webview } = page.panel;
  const bundle = Uri.joinPath(extensionUri, "dist", "webview");
  webview.options = { enableScripts: true, localResourceRoots: [bundle, ...page.folders] };
  let link: PageLink | undefined;
  const forward = (send: (events: PageEvents) => Promise<void>): void => {
    if (link === undefined) return;
    send(link.events).catch((error: unknown) => log.debug(`A page did not hear of a change: ${error}`));
  };
  const subscriptions: Disposable[] = [
    webview.onDidReceiveMessage((message: unknown) => {
      if (isReady(message)) {
        // A new page counts its requests from the start: answers to the old one's must not reach it.
        link?.dispose();
        link = openLink(page, log);
      }
      link?.receive(message);
    }),
    engine.on("changed", (change) => forward((events) => events.changed(change))),
    engine.onState(({ kind }) => forward((events) => events.engine({ connected: kind === "connected" }))),
  ];
  const load = (): void => {
    const address = (name: string): string => webview.asWebviewUri(Uri.joinPath(bundle, name)).toString();
    webview.html = pageHtml({
      title: page.panel.title,
      script: address(`${page.bundle}.js`),
      style: address(`${page.bundle}.css`),
      source: webview.cspSource,
      nonce: randomBytes(18).toString("base64url"),
    });
  };
  load();
  return {
    reload: load,
    dispose() {
      link?.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

interface PageLink extends Disposable {
  readonly events: PageEvents;
  receive(message: unknown): void;
}

function openLink(page: Page, log: LogOutputChannel): PageLink {
  let listener = (_message: unknown): void => undefined;
  let open = true;
  const { reader, writer } = portTransport({
    post: (message) => (open ? page.panel.webview.postMessage(message) : false),
    onMessage(hear) {
      listener = hear;
      return () => {
        listener = () => undefined;
      };
    },
  });
  const connection = createMessageConnection(reader, writer, {
    error: (message) => log.error(message),
    warn: (message) => log.warn(message),
    info: (message) => log.debug(message),
    log: (message) => log.debug(message),
  });
  const events = page.serve(connection);
  connection.listen();
  return {
    events,
    receive: (message) => listener(message),
    dispose() {
      open = false;
      connection.dispose();
    },
  };
}
