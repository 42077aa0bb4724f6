import { basename } from "node:path";
import { type Disposable, Uri } from "vscode";
import * as z from "zod";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type ProfilePageContract, profilePageContract } from "../../protocol/profilePageContract.ts";
import { openAsTable } from "../grid/gridEditors.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";
import { pageHandlers } from "./reportHandlers.ts";

export interface ProfilePanels extends Disposable {
  /** Shows what a file's values are like; the open page of the same file, if there is one. */
  open(path: string): void;
}

const PageState = z.object({ path: z.string().min(1) });

/** The profiles in this window. They come back after a reload, and are computed anew. */
export function createProfilePanels(deps: PageDeps): ProfilePanels {
  return createPanelSet<string>({
    name: "profile",
    extensionUri: deps.extensionUri,
    title: (path) => `Profile: ${basename(path)}`,
    same: (a, b) => a === b,
    restore: (state) => PageState.safeParse(state).data?.path,
    mount: (open) => mountProfilePage(deps, open),
  });
}

function mountProfilePage(deps: PageDeps, open: OpenPanel<string>): MountedPage {
  const handlers: Handlers<ProfilePageContract> = {
    "page/copy": pageHandlers["page/copy"],
    "page/ready": () => ({ path: open.shown, name: basename(open.shown) }),
    "data/profile": (params, { signal, report }) => deps.engine.request("data/profile", params, signal, report),
    "page/openTable": async () => {
      await openAsTable(Uri.file(open.shown));
      return {};
    },
  };
  return mountPage(deps, {
    panel: open.panel,
    bundle: "profile",
    folders: [],
    serve(connection) {
      const answers = answerer(profilePageContract, connection, handlers);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}
