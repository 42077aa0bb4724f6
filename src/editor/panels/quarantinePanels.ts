import type { Disposable } from "vscode";
import * as z from "zod";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type QuarantinePageContract, quarantinePageContract } from "../../protocol/quarantinePageContract.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";

export interface QuarantinePanels extends Disposable {
  /** Shows the rows of a data set that were not taken; its open page, if there is one. */
  open(dataset: string): void;
}

interface QuarantinePanelsDeps {
  readonly page: PageDeps;
  /** Called when rows have left quarantine or come back. */
  readonly onChange: () => void;
}

const PageState = z.object({ dataset: z.string().min(1) });

/** The quarantines in this window. They come back after a reload. */
export function createQuarantinePanels(deps: QuarantinePanelsDeps): QuarantinePanels {
  return createPanelSet<string>({
    name: "quarantine",
    extensionUri: deps.page.extensionUri,
    title: (dataset) => `Quarantine: ${dataset}`,
    same: (a, b) => a === b,
    restore: (state) => PageState.safeParse(state).data?.dataset,
    mount: (open) => mountQuarantinePage(deps, open),
  });
}

function mountQuarantinePage({ page, onChange }: QuarantinePanelsDeps, open: OpenPanel<string>): MountedPage {
  const { engine } = page;
  const told = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } finally {
      onChange();
    }
  };
  const handlers: Handlers<QuarantinePageContract> = {
    "page/ready": () => ({ dataset: open.shown }),
    "quarantine/list": (params, { signal }) => engine.request("quarantine/list", params, signal),
    "quarantine/fix": (params) => told(engine.request("quarantine/fix", params)),
    "quarantine/replay": (params) => told(engine.request("quarantine/replay", params)),
    "quarantine/discard": (params) => told(engine.request("quarantine/discard", params)),
    "quarantine/restore": (params) => told(engine.request("quarantine/restore", params)),
  };
  return mountPage(page, {
    panel: open.panel,
    bundle: "quarantine",
    folders: [],
    serve(connection) {
      const answers = answerer(quarantinePageContract, connection, handlers);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}
