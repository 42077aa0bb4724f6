import type { RunCode } from "../code/runCode.ts";
import type { CommandsOf } from "../commands.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { RunChooser } from "../experiments/chooseRuns.ts";
import type { RunPanels } from "../panels/runPanels.ts";
import { repeatInTerminal } from "../terminal/repeatInTerminal.ts";

export interface OnOneRunDeps {
  readonly choose: RunChooser;
  readonly runPanels: RunPanels;
  readonly code: RunCode;
  readonly engine: EngineHost;
}

/** What leads from a run to its page, its code and its terminal. */
export const onOneRun = ({
  choose,
  runPanels,
  code,
  engine,
}: OnOneRunDeps): Pick<
  CommandsOf<"run">,
  | "tidemark.run.open"
  | "tidemark.run.repeatInTerminal"
  | "tidemark.run.compareWithWorkTree"
  | "tidemark.run.restoreCode"
> => ({
  "tidemark.run.open": async (target, selected) => {
    const runs = await choose.some({ target, selected }, { title: "Open which run?" });
    // A click in the tree leaves the keyboard there, for F2, Delete and further selecting.
    const clicked = typeof target === "object" && target.kind === "run" && selected === undefined;
    for (const run of runs) runPanels.open(run, { preserveFocus: clicked });
  },
  "tidemark.run.repeatInTerminal": async (target, selected) => {
    const run = await choose.one({ target, selected }, { title: "Repeat which run?" });
    if (run !== undefined) await repeatInTerminal(engine, run);
  },
  "tidemark.run.compareWithWorkTree": async (target, selected) => {
    const run = await choose.one({ target, selected }, { title: "Compare the code of which run with the work tree?" });
    if (run !== undefined) await code.compareWithWorkTree(run);
  },
  "tidemark.run.restoreCode": async (target, selected) => {
    const run = await choose.one({ target, selected }, { title: "Restore the code of which run?" });
    if (run !== undefined) await code.restore(run);
  },
});
