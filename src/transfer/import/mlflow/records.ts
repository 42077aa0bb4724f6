import * as z from "zod";
import type { RunStatus } from "../../../protocol/entities.ts";
import type { LoggedModelStatus } from "../../../tracking/loggedModelTypes.ts";
import type { ModelStage } from "../../../tracking/registry/registryTypes.ts";

/** How MLflow writes the same things in files, tables and answers: numbers as text or not, nothing as null or not at all. */
const runStatuses: readonly RunStatus[] = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];
const modelStatuses: readonly LoggedModelStatus[] = ["PENDING", "READY", "UPLOAD_FAILED"];
const stages: readonly ModelStage[] = ["None", "Staging", "Production", "Archived"];

/** Text, also where a number was meant as one. */
export const Text = z.union([z.string(), z.number().transform(String), z.bigint().transform(String)]);
/** Text that may be missing; then empty. */
export const OptionalText = Text.nullish().transform((text) => text ?? "");
/** Whole number, such as milliseconds since 1970. */
export const Whole = z.union([z.number(), z.bigint(), z.string().regex(/^-?\d+$/)]).transform(Number);
/** The same; null when it is missing. */
export const OptionalWhole = Whole.nullish().transform((value) => value ?? null);

/** A run's status by number, as MLflow's files have it, or by name. An unknown one was not finished. */
export function runStatus(value: unknown): RunStatus {
  const byName = runStatuses.find((name) => name === value);
  return byName ?? runStatuses[Number(value) - 1] ?? "KILLED";
}

/** A logged model's status by number or by either of its names. */
export function modelStatus(value: unknown): LoggedModelStatus {
  const name = String(value).replace(/^LOGGED_MODEL_/, "");
  const byName = modelStatuses.find((each) => each === name);
  return byName ?? modelStatuses[Number(value) - 1] ?? "PENDING";
}

export const modelStage = (value: unknown): ModelStage => stages.find((stage) => stage === value) ?? "None";

/** A version's source, as `runs:/…` when it lies among the artifacts of its run. */
export function versionSource(source: string, run: string | undefined): string {
  if (run === undefined) return source;
  const marker = `/${run}/artifacts/`;
  const at = source.indexOf(marker);
  return at < 0 ? source : `runs:/${run}/${source.slice(at + marker.length)}`;
}

/** MLflow's databases and servers give the largest number for an infinity. */
export const trueInfinity = (value: number): number =>
  Math.abs(value) === Number.MAX_VALUE ? Math.sign(value) * Number.POSITIVE_INFINITY : value;
