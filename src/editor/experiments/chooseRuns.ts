import { type QuickPickItem, ThemeColor, ThemeIcon, window } from "vscode";
import type { RunSummary } from "../../protocol/entities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import { formatStatus } from "../../protocol/format.ts";
import type { Ask } from "./experimentsModel.ts";
import { runDescription, runLabel, statusIcon } from "./labels.ts";
import type { Node, RunNode, RunTarget, TreeTarget } from "./nodes.ts";

/** What a command that acts on runs was called with. */
export interface RunArguments {
  readonly target: RunTarget | undefined;
  readonly selected: readonly TreeTarget[] | undefined;
}

export interface RunChooser {
  /** The runs that were meant; asks when none were named. An empty answer means the user thought better of it. */
  some(from: RunArguments, question: RunQuestionText): Promise<readonly RunSummary[]>;
  /** The one run that was meant. */
  one(from: RunArguments, question: RunQuestionText): Promise<RunSummary | undefined>;
}

export interface RunQuestionText {
  /** `Open which run?` */
  readonly title: string;
  /** Several may be chosen. */
  readonly many?: boolean;
  readonly lifecycle?: RunSummary["lifecycle"];
}

/** So many are offered; a filter narrows further ones down. */
const offered = 500;

/** Finds out which runs a command is about: those it was called on, those selected in the tree, or those picked. */
export function createRunChooser(ask: Ask, selection: () => readonly Node[]): RunChooser {
  const some: RunChooser["some"] = async ({ target, selected }, question) => {
    if (typeof target === "string") return summaries(ask, [target]);
    // A key means runs only: the parameters of a run are not the run, least of all when it is deleted.
    if (target?.kind === "selection") return runsAmong(selected ?? []).map(({ run }) => run);
    const called = runsAmong(selected === undefined || selected.length === 0 ? [target] : selected);
    if (called.length > 0) return called.map(({ run }) => run);
    const owner = target !== undefined && "runId" in target ? target.runId : undefined;
    if (owner !== undefined) return summaries(ask, [owner]);
    return pick(
      await recent(ask, question.lifecycle ?? "active"),
      question,
      new Set(runsAmong(selection()).map(({ id }) => id)),
    );
  };
  return { some, one: async (from, question) => (await some(from, question))[0] };
}

const runsAmong = (targets: readonly (TreeTarget | undefined)[]): readonly RunNode[] =>
  targets.filter((target): target is RunNode => target?.kind === "run");

const summaries = async (ask: Ask, runIds: string[]): Promise<readonly RunSummary[]> =>
  (await ask("runs/summaries", { runIds })).runs;

async function recent(ask: Ask, lifecycle: RunSummary["lifecycle"]): Promise<readonly RunSummary[]> {
  const lists = await ask("experiments/list", { lifecycle: "active" });
  const deleted =
    lifecycle === "deleted" ? await ask("experiments/list", { lifecycle: "deleted" }) : { experiments: [] };
  const pages = await Promise.all(
    [...lists.experiments, ...deleted.experiments].map(({ id }) =>
      ask("runs/list", { experimentId: id, lifecycle, limit: offered }),
    ),
  );
  const runs = pages.flatMap((page) => page.runs).sort((a, b) => b.startTime - a.startTime);
  return runs.slice(0, offered);
}

interface RunItem extends QuickPickItem {
  readonly run: RunSummary;
}

async function pick(
  runs: readonly RunSummary[],
  { title, many = false }: RunQuestionText,
  preferred: ReadonlySet<string>,
): Promise<readonly RunSummary[]> {
  if (runs.length === 0) throw new TidemarkError("notFound", "There are no runs yet.");
  const now = Date.now();
  const items: RunItem[] = runs.map((run) => {
    const { icon, color } = statusIcon(run.status);
    return {
      run,
      label: runLabel(run),
      description: runDescription(run, now),
      detail: `${formatStatus(run.status)} · ${run.id}`,
      iconPath: new ThemeIcon(icon.replace("~spin", ""), new ThemeColor(color)),
      picked: many && preferred.has(run.id),
    };
  });
  const options = {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
    placeHolder: "Type to search by name, metric or id",
  };
  if (many) return ((await window.showQuickPick(items, { ...options, canPickMany: true })) ?? []).map(({ run }) => run);
  const chosen = await window.showQuickPick(items, options);
  return chosen === undefined ? [] : [chosen.run];
}
