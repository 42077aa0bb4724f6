import { invalidParameter, TidemarkError } from "../../protocol/errors.ts";
import type { RunCode } from "../code/runCode.ts";
import type { CommandsOf } from "../commands.ts";
import type { RunChooser } from "../experiments/chooseRuns.ts";
import { type ComparePanels, mostCompared } from "../panels/comparePanels.ts";

export interface SeveralRunsDeps {
  readonly choose: RunChooser;
  readonly comparisons: ComparePanels;
  readonly code: RunCode;
}

/** What is done with several runs at once. */
export const severalRuns = ({
  choose,
  comparisons,
  code,
}: SeveralRunsDeps): Pick<
  CommandsOf<"runs">,
  "tidemark.runs.compare" | "tidemark.runs.addToComparison" | "tidemark.runs.diffCode"
> => ({
  "tidemark.runs.compare": async (target, selected) => {
    const runs = await choose.some({ target, selected }, { title: "Compare which runs?", many: true });
    if (runs.length === 0) return;
    if (runs.length < 2) throw invalidParameter("Select two or more runs to compare (Ctrl or Cmd and click).");
    if (runs.length > mostCompared) {
      throw invalidParameter(`Select at most ${mostCompared} runs to compare; these are ${runs.length}.`);
    }
    comparisons.open(runs.map(({ id }) => id));
  },
  "tidemark.runs.addToComparison": async (target, selected) => {
    const runs = await choose.some({ target, selected }, { title: "Add which runs to the comparison?", many: true });
    if (runs.length === 0 || comparisons.addToActive(runs.map(({ id }) => id))) return;
    throw new TidemarkError("notFound", "No comparison is open: select two or more runs and choose Compare runs.");
  },
  "tidemark.runs.diffCode": async (target, selected) => {
    const runs = await choose.some({ target, selected }, { title: "Compare the code of which two runs?", many: true });
    if (runs.length === 0) return;
    const [first, second] = runs;
    if (first === undefined || second === undefined || runs.length !== 2) {
      throw invalidParameter("Select exactly two runs to compare their code.");
    }
    await code.diff(first, second);
  },
});
