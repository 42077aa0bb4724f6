import * as z from "zod";
import { nothing } from "./contract.ts";
import { MetricGoal } from "./entities.ts";

/** A value that a parameter had. */
export const TriedValue = z.object({
  value: z.string(),
  runs: z.number().int(),
  /** The best of its runs by the headline metric; null where none has a finite value, or no direction is known. */
  best: z.number().nullable(),
});
export type TriedValue = z.infer<typeof TriedValue>;

/** What was tried of a parameter in the experiment that used it last. */
export const TriedParameter = z.object({
  key: z.string(),
  experiment: z.object({ id: z.string(), name: z.string() }),
  /** Runs that have the parameter. */
  runs: z.number().int(),
  /** How many different values they have. */
  distinct: z.number().int(),
  /** What the experiment's runs are judged by; null where no metric has a known direction. */
  metric: z.object({ key: z.string(), goal: MetricGoal }).nullable(),
  /** The best ones first, then those of most runs. */
  values: z.array(TriedValue),
});
export type TriedParameter = z.infer<typeof TriedParameter>;

/** What code is linked to: names in it that runs have logged. */
export const codeLinkRequests = {
  "runs/loggedNames": {
    params: nothing,
    result: z.object({ params: z.array(z.string()), metrics: z.array(z.string()) }),
  },
  /** Null where no run has the parameter. */
  "runs/tried": { params: z.object({ key: z.string() }), result: TriedParameter.nullable() },
  /** The run that began last of those that logged a metric; null where none has. */
  "runs/latestWith": {
    params: z.object({ metric: z.string() }),
    result: z.object({ id: z.string(), name: z.string(), experiment: z.string() }).nullable(),
  },
} as const;
