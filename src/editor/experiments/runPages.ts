import type { RunQuery } from "../../protocol/engineContract.ts";
import type { RunSummary } from "../../protocol/entities.ts";
import type { ViewState } from "./viewState.ts";

/** A question to the engine, without its range. */
export type RunQuestion = Omit<RunQuery, "offset" | "limit">;

/** The engine's limit for one answer. */
const largestPage = 1000;

/**
 * The questions whose answers, one after the other, are a list of runs: with starred runs first these are two.
 * Without a filter nested runs are shown below their parent only; with one every match stands for itself.
 */
export function runQuestions(
  state: ViewState,
  experimentId: string,
  status: RunSummary["status"] | null,
): readonly RunQuestion[] {
  const plain: RunQuestion = {
    experimentId,
    lifecycle: state.lifecycle,
    sort: state.sort,
    ...(state.filter === "" ? {} : { filter: state.filter }),
    ...(status === null ? {} : { status: [status] }),
    ...(state.filter === "" && state.starred !== "only" ? { topLevel: true } : {}),
  };
  if (state.starred === "only") return [{ ...plain, starred: true }];
  if (state.starred === "inOrder") return [plain];
  return [
    { ...plain, starred: true },
    { ...plain, starred: false },
  ];
}

/** One answer of the engine to a question and a range. */
export interface RunAnswer {
  readonly runs: readonly RunSummary[];
  readonly total: number;
}

/** The first runs of a list. */
export interface RunPage {
  readonly runs: readonly RunSummary[];
  readonly total: number;
}

/** Reads the first `wanted` runs of the questions' answers together, in as few requests as possible. */
export async function readRuns(
  questions: readonly RunQuestion[],
  wanted: number,
  ask: (question: RunQuestion, offset: number, limit: number) => Promise<RunAnswer>,
): Promise<RunPage> {
  const runs: RunSummary[] = [];
  let total = 0;
  for (const question of questions) {
    let offset = 0;
    for (;;) {
      // A full list still has to learn how many there are.
      const limit = Math.min(largestPage, Math.max(1, wanted - runs.length));
      const answer = await ask(question, offset, limit);
      if (offset === 0) total += answer.total;
      runs.push(...answer.runs.slice(0, wanted - runs.length));
      offset += answer.runs.length;
      if (answer.runs.length === 0 || offset >= answer.total || runs.length >= wanted) break;
    }
  }
  return { runs, total };
}

/** What of a list has to be drawn anew: the list itself when its order changed, else single runs. */
export function listChange(
  before: readonly RunSummary[],
  after: readonly RunSummary[],
): { readonly kind: "list" } | { readonly kind: "runs"; readonly ids: readonly string[] } {
  const same = before.length === after.length && before.every((run, index) => run.id === after[index]?.id);
  if (!same) return { kind: "list" };
  const ids = after.filter((run, index) => JSON.stringify(run) !== JSON.stringify(before[index])).map(({ id }) => id);
  return { kind: "runs", ids };
}
