import type { Experiment } from "../../protocol/entities.ts";
import { count } from "./labels.ts";

/** What the activity bar's badge counts. */
export interface Attention {
  readonly running: number;
  /** Failed since the user last looked at the view. */
  readonly failed: number;
}

/** Counts over all experiments; `seenFailed` is how many failed runs there were when the user last looked. */
export function attention(experiments: readonly Experiment[], seenFailed: number): Attention {
  const sum = (key: "running" | "failed"): number => experiments.reduce((total, each) => total + each[key], 0);
  return { running: sum("running"), failed: Math.max(0, sum("failed") - seenFailed) };
}

/** The badge, or undefined when there is nothing to say. */
export function badgeOf({ running, failed }: Attention): { value: number; tooltip: string } | undefined {
  if (running + failed === 0) return undefined;
  const parts = [];
  if (running > 0) parts.push(`${count(running, "run")} running`);
  if (failed > 0) parts.push(`${count(failed, "run")} failed since you last looked`);
  return { value: running + failed, tooltip: parts.join(", ") };
}
