import { experimentViews } from "./experimentViews.ts";
import { metricViews } from "./metricViews.ts";
import { runViews } from "./runViews.ts";
import type { ViewDependencies, Views } from "./views.ts";

/** Answers what the editor asks about experiments, runs, metrics and artifacts. */
export function createViews({ now = Date.now, ...rest }: ViewDependencies): Views {
  const dependencies = { ...rest, now };
  return { ...experimentViews(dependencies), ...runViews(dependencies), ...metricViews(dependencies) };
}
