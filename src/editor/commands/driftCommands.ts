import type { Disposable, Uri } from "vscode";
import type { RegisterCommands } from "../commandRunner.ts";
import { chooseSides } from "../drift/chooseSides.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { DriftPanels } from "../panels/driftPanels.ts";

export interface DriftCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly panels: DriftPanels;
}

/** Comparing data. */
export const registerDriftCommands = ({ register, engine, panels }: DriftCommandsDeps): Disposable =>
  register("drift", {
    "tidemark.drift.compare": async (file?: Uri, selected?: readonly Uri[]) => {
      const question = await chooseSides(engine, selected ?? (file === undefined ? [] : [file]));
      if (question !== undefined) panels.open(question);
    },
  });
