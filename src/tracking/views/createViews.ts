import { experimentViews } from "./experimentViews.ts";
import { metricViews } from "./metricViews.ts";
import { modelViews } from "./modelViews.ts";
import { runViews } from "./runViews.ts";
import type { ViewDependencies, Views } from "./views.ts";

/** Answers what the editor asks about experiments, runs, metrics, artifacts and models. */
export function createViews({ now = Date.now, ...rest }: ViewDependencies): Views {
  const dependencies = { ...rest, now };
  return {
    ...experimentViews(dependencies),
    ...runViews(dependencies),
    ...metricViews(dependencies),
    ...modelViews(dependencies),
  };
}
