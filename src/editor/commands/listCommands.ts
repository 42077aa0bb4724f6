import { type Disposable, type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type { RunSort } from "../../protocol/engineContract.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import { faultPlace } from "../../protocol/query/faultPlace.ts";
import type { RegisterCommands } from "../commandRunner.ts";
import type { CommandsOf } from "../commands.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { ExperimentsView } from "../experiments/experimentsView.ts";
import { oneLine } from "../experiments/labels.ts";
import type { ViewState } from "../experiments/viewState.ts";

export interface ListCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly view: ExperimentsView;
  /** The rest of the area: what is done with several runs. */
  readonly onRuns: Pick<
    CommandsOf<"runs">,
    "tidemark.runs.compare" | "tidemark.runs.addToComparison" | "tidemark.runs.diffCode"
  >;
}

/** What the list of runs shows and in which order. */
export function registerListCommands({ register, engine, view, onRuns }: ListCommandsDeps): Disposable {
  return register("runs", {
    ...onRuns,
    "tidemark.runs.filter": async () => {
      const filter = await askFilter(engine, view.state.filter);
      if (filter !== undefined) await view.choose({ filter });
    },
    "tidemark.runs.clearFilter": () =>
      view.choose({ filter: "", ...(view.state.starred === "only" ? { starred: "first" as const } : {}) }),
    "tidemark.runs.sort": async () => {
      const sort = await askSort(await sortKeys(engine), view.state.sort);
      if (sort !== undefined) await view.choose({ sort });
    },
    "tidemark.runs.groupByStatus": () => view.choose({ grouped: true }),
    "tidemark.runs.ungroup": () => view.choose({ grouped: false }),
    "tidemark.runs.chooseStarred": async () => {
      const starred = await askStarred(view.state.starred);
      if (starred !== undefined) await view.choose({ starred });
    },
    "tidemark.runs.showDeleted": () => view.choose({ lifecycle: "deleted" }),
    "tidemark.runs.hideDeleted": () => view.choose({ lifecycle: "active" }),
    "tidemark.runs.showMore": (target) => {
      if (target?.kind === "more") view.showMore(target);
    },
  });
}

async function askFilter(engine: EngineHost, value: string): Promise<string | undefined> {
  const { experiments } = await engine.request("experiments/list", {});
  const experimentId = experiments[0]?.id;
  const filter = await window.showInputBox({
    title: "Filter runs",
    value,
    prompt: "Words of the name, or a query: MLflow's language with OR, NOT, arithmetic and best(loss)",
    placeHolder: "resnet    or    best(val_acc) > 0.9 and params.lr < 0.1",
    validateInput: async (text) => {
      if (text.trim() === "" || experimentId === undefined) return undefined;
      try {
        await engine.request("runs/list", { experimentId, filter: text.trim(), limit: 1 });
        return undefined;
      } catch (error) {
        if (error instanceof TidemarkError && error.code === "invalidParameter") return faultWords(error, text.trim());
        throw error;
      }
    },
  });
  return filter?.trim();
}

/** With the part of the text that it is about, which the box can't mark. */
function faultWords(error: TidemarkError, text: string): string {
  const place = faultPlace(error);
  if (place === undefined || place.from >= text.length) return error.message;
  return `${error.message} Here: ${text.slice(place.from, Math.min(place.to, place.from + 40))}`;
}

/** Enough experiments to know the keys that people sort by. */
const askedForKeys = 50;

async function sortKeys(engine: EngineHost): Promise<{ metrics: string[]; params: string[] }> {
  const { experiments } = await engine.request("experiments/list", {});
  const keys = await Promise.all(
    experiments.slice(0, askedForKeys).map(({ id }) => engine.request("experiments/keys", { experimentId: id })),
  );
  const together = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())].sort();
  return { metrics: together(keys.map(({ metrics }) => metrics)), params: together(keys.map(({ params }) => params)) };
}

interface SortItem extends QuickPickItem {
  readonly by?: RunSort["by"];
}

async function askSort(keys: { metrics: string[]; params: string[] }, now: RunSort): Promise<RunSort | undefined> {
  const item = (by: RunSort["by"], label: string): SortItem => ({
    by,
    label: oneLine(label),
    ...(by === now.by
      ? {
          description: now.descending ? "↓ now; choose again to turn it round" : "↑ now; choose again to turn it round",
        }
      : {}),
  });
  const group = (label: string): SortItem => ({ label, kind: QuickPickItemKind.Separator });
  const items: SortItem[] = [
    item("start", "Start time"),
    item("name", "Name"),
    item("duration", "Duration"),
    item("status", "Status"),
    group("metrics"),
    ...keys.metrics.map((key) => item(`metric:${key}`, key)),
    group("parameters"),
    ...keys.params.map((key) => item(`param:${key}`, key)),
  ];
  const by = (await window.showQuickPick(items, { title: "Sort runs by" }))?.by;
  if (by === undefined) return undefined;
  // Newest, longest and largest first; names from A.
  return { by, descending: by === now.by ? !now.descending : by !== "name" };
}

async function askStarred(now: ViewState["starred"]): Promise<ViewState["starred"] | undefined> {
  const choices: readonly { readonly label: string; readonly starred: ViewState["starred"] }[] = [
    { label: "$(star-full) Starred runs first", starred: "first" },
    { label: "$(filter) Starred runs only", starred: "only" },
    { label: "$(list-ordered) Starred runs in their place", starred: "inOrder" },
  ];
  const items = choices.map((choice) => ({ ...choice, ...(choice.starred === now ? { description: "now" } : {}) }));
  return (await window.showQuickPick(items, { title: "Starred runs" }))?.starred;
}
