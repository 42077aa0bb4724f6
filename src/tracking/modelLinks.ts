import type { RunModelRow } from "../store/runModelTable.ts";
import type { ModelLinks } from "./loggedModelTypes.ts";

/** Which logged models a run read, and which it made. */
export const modelLinks = (rows: readonly RunModelRow[]): ModelLinks => ({
  inputs: rows.filter(({ role }) => role === "input").map(({ modelId }) => modelId),
  outputs: rows.filter(({ role }) => role === "output").map(({ modelId, step }) => ({ modelId, step })),
});
