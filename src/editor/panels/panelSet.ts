import { type Disposable, type Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import { panelTypes } from "../ids.ts";
import type { MountedPage } from "./mountPage.ts";
import { panelIcon } from "./panelIcon.ts";

/** A panel and what it shows, which may change while it is open. */
export interface OpenPanel<S> {
  readonly panel: WebviewPanel;
  shown: S;
}

/** One kind of page: what tells its panels apart and how they come to life. */
export interface PanelKind<S> {
  readonly name: keyof typeof panelTypes;
  readonly extensionUri: Uri;
  readonly title: (shown: S) => string;
  readonly same: (a: S, b: S) => boolean;
  /** What a page showed before the window was reloaded; undefined when its state can't be understood. */
  readonly restore: (state: unknown) => S | undefined;
  readonly mount: (open: OpenPanel<S>) => MountedPage;
  /** The page lives on behind other tabs: it works for minutes on what can't be asked for again. */
  readonly stays?: true;
}

export interface PanelSet<S> extends Disposable {
  /** Shows the open panel of the same content, or a new one. */
  open(shown: S, options?: { readonly preserveFocus?: boolean }): void;
  readonly panels: readonly OpenPanel<S>[];
  /** Makes a panel show something else. */
  change(open: OpenPanel<S>, shown: S): void;
}

/** The panels of one kind in this window. They come back after a reload. */
export function createPanelSet<S>(kind: PanelKind<S>): PanelSet<S> {
  const pages = new Map<OpenPanel<S>, MountedPage>();
  const find = (shown: S): OpenPanel<S> | undefined => [...pages.keys()].find((open) => kind.same(open.shown, shown));
  const adopt = (panel: WebviewPanel, shown: S): void => {
    const open = { panel, shown };
    pages.set(open, kind.mount(open));
    panel.onDidDispose(() => {
      pages.get(open)?.dispose();
      pages.delete(open);
    });
  };
  const serializer = window.registerWebviewPanelSerializer(panelTypes[kind.name], {
    async deserializeWebviewPanel(panel, state: unknown) {
      const shown = kind.restore(state);
      if (shown === undefined || find(shown) !== undefined) panel.dispose();
      else adopt(panel, shown);
    },
  });
  return {
    open(shown, { preserveFocus = false } = {}) {
      const known = find(shown);
      if (known !== undefined) {
        known.panel.reveal(undefined, preserveFocus);
        return;
      }
      const column = { viewColumn: ViewColumn.Active, preserveFocus };
      const options = { enableFindWidget: true, retainContextWhenHidden: kind.stays ?? false };
      const panel = window.createWebviewPanel(panelTypes[kind.name], kind.title(shown), column, options);
      panel.iconPath = panelIcon(kind.extensionUri, kind.name);
      adopt(panel, shown);
    },
    get panels() {
      return [...pages.keys()];
    },
    change(open, shown) {
      open.shown = shown;
      open.panel.title = kind.title(shown);
      pages.get(open)?.reload();
    },
    dispose() {
      serializer.dispose();
      // The panels stay: the window may only be reloading.
      for (const page of pages.values()) page.dispose();
    },
  };
}
