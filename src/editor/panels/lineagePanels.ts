import type { Disposable } from "vscode";
import * as z from "zod";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type LineagePageContract, lineagePageContract } from "../../protocol/lineagePageContract.ts";
import { runCommand } from "../commandRunner.ts";
import { oneLine, shorten } from "../experiments/labels.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";

export interface LineagePanels extends Disposable {
  /** Shows what a data set was made from and what was made from it, or all there is. */
  open(about: About): void;
}

type About = { readonly dataset: string | null };
const PageState = z.object({ dataset: z.string().nullable() });

/** The lineage pages of this window. They come back after a reload. */
export function createLineagePanels(deps: PageDeps): LineagePanels {
  return createPanelSet<About>({
    name: "lineage",
    extensionUri: deps.extensionUri,
    title: ({ dataset }) => (dataset === null ? "Lineage" : `Lineage: ${shorten(oneLine(dataset), 30)}`),
    same: (a, b) => a.dataset === b.dataset,
    restore: (state) => PageState.safeParse(state).data,
    mount: (open) => mountLineagePage(deps, open),
  });
}

function mountLineagePage(deps: PageDeps, open: OpenPanel<About>): MountedPage {
  const handlers: Handlers<LineagePageContract> = {
    "page/ready": () => ({ dataset: open.shown.dataset }),
    "lineage/graph": (params, { signal }) => deps.engine.request("lineage/graph", params, signal),
    "page/openNode": async (target) => {
      if ("runId" in target) await runCommand("tidemark.run.open", target.runId);
      else if ("dataset" in target) await runCommand("tidemark.data.open", target.dataset, target.version);
      else await runCommand("tidemark.model.open", { kind: "named", name: target.model, version: target.version }, []);
      return {};
    },
  };
  return mountPage(deps, {
    panel: open.panel,
    bundle: "lineage",
    folders: [],
    serve(connection) {
      const answers = answerer(lineagePageContract, connection, handlers);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}
