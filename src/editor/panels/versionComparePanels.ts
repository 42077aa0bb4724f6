import type { Disposable } from "vscode";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type VersionsPageContract, versionsPageContract } from "../../protocol/modelPageContract.ts";
import type { VersionId } from "../../protocol/modelRequests.ts";
import type { RunCode } from "../code/runCode.ts";
import { oneLine, shorten } from "../experiments/labels.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { versionsOfState } from "./pageState.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";
import { diffCode, openVersion, pageHandlers } from "./reportHandlers.ts";

export interface VersionComparePanelsDeps {
  readonly page: PageDeps;
  readonly code: RunCode;
}

export interface VersionComparePanels extends Disposable {
  /** Shows versions side by side; the open page of the same ones, if there is one. */
  open(versions: readonly VersionId[]): void;
}

/** So many versions are shown side by side. */
export const mostVersionsCompared = 20;

/** The comparisons of versions in this window. They come back after a reload. */
export function createVersionComparePanels(deps: VersionComparePanelsDeps): VersionComparePanels {
  return createPanelSet<readonly VersionId[]>({
    name: "versions",
    extensionUri: deps.page.extensionUri,
    title: titleOf,
    same: (a, b) => a.length === b.length && a.every((version) => b.some((other) => isSame(version, other))),
    restore: (state) => {
      const versions = versionsOfState(state);
      return versions.length === 0 ? undefined : versions;
    },
    mount: (open) => mountVersionsPage(deps, open),
  });
}

const isSame = (a: VersionId, b: VersionId): boolean => a.name === b.name && a.version === b.version;

/** `digits v3, v2`; of several models their names are left out. */
function titleOf(versions: readonly VersionId[]): string {
  const names = new Set(versions.map(({ name }) => name));
  const numbers = versions.map(({ version }) => `v${version}`).join(", ");
  const [name] = names;
  return name === undefined || names.size > 1
    ? `Compare ${versions.length} versions`
    : `${shorten(oneLine(name), 30)} ${shorten(numbers, 20)}`;
}

function mountVersionsPage(
  { page, code }: VersionComparePanelsDeps,
  open: OpenPanel<readonly VersionId[]>,
): MountedPage {
  const { engine } = page;
  const handlers: Handlers<VersionsPageContract> = {
    ...pageHandlers,
    "page/ready": () => ({ versions: [...open.shown] }),
    "models/version": (params, { signal }) => engine.request("models/version", params, signal),
    "metrics/setGoal": (params, { signal }) => engine.request("metrics/setGoal", params, signal),
    "page/openVersion": openVersion,
    "page/diffCode": diffCode(engine, code),
    "page/removeVersion": (version) => {
      open.shown = open.shown.filter((other) => !isSame(other, version));
      open.panel.title = titleOf(open.shown);
      return { versions: [...open.shown] };
    },
  };
  return mountPage(page, {
    panel: open.panel,
    bundle: "versions",
    folders: [],
    serve(connection) {
      const answers = answerer(versionsPageContract, connection, handlers);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}
