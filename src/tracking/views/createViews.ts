import { codeLinkViews } from "./codeLinks.ts";
import { experimentViews } from "./experimentViews.ts";
import { metricViews } from "./metricViews.ts";
import { modelViews } from "./modelViews.ts";
import { runsChartsViews } from "./runsCharts.ts";
import { runsTableView } from "./runsTable.ts";
import { runViews } from "./runViews.ts";
import { traceViews } from "./traceViews.ts";
import type { ViewDependencies, Views } from "./views.ts";

/** Answers what the editor asks about experiments, runs, metrics, artifacts, models and traces. */
export function createViews({ now = Date.now, ...rest }: ViewDependencies): Views {
  const dependencies = { ...rest, now };
  return {
    ...experimentViews(dependencies),
    ...runViews(dependencies),
    ...runsTableView(dependencies),
    ...codeLinkViews(dependencies),
    ...runsChartsViews(dependencies),
    ...metricViews(dependencies),
    ...modelViews(dependencies),
    ...traceViews(dependencies),
  };
}
