import { isAbsolute } from "node:path";
import type { CheckOutcome, DatasetReport, DeclaredAt, DeclaredDataset } from "../../protocol/checkEntities.ts";
import { beginning } from "./findings.ts";

/** What a check came to, and when, in Unix milliseconds. */
export interface Checked {
  readonly report: DatasetReport;
  readonly at: number;
}

/** An item of the Data view: a data set, or a check of it that did not pass. */
export type DataNode =
  | {
      readonly kind: "dataset";
      readonly dataset: DeclaredDataset;
      readonly checked: Checked | undefined;
      /** How many rows of it wait in quarantine. */
      readonly quarantined: number;
    }
  | { readonly kind: "outcome"; readonly outcome: CheckOutcome };

export type DatasetState = "unknown" | "unreadable" | "error" | "warning" | "information" | "passed";

/** The gravest of what was found; what could not run weighs as much as an error. */
export function stateOf(dataset: DeclaredDataset, checked: Checked | undefined): DatasetState {
  if (dataset.problem !== null) return "unreadable";
  if (checked === undefined) return "unknown";
  const found = toldOutcomes(checked.report).map(({ state, severity }) =>
    state === "couldNotRun" ? "error" : severity,
  );
  return (["error", "warning", "information"] as const).find((each) => found.includes(each)) ?? "passed";
}

/** The checks that a person should look at. */
export const toldOutcomes = ({ outcomes }: DatasetReport): readonly CheckOutcome[] =>
  outcomes.filter(({ state }) => state === "failed" || state === "couldNotRun");

/** The state of a data set in a few words. */
export function datasetWords(dataset: DeclaredDataset, checked: Checked | undefined): string {
  if (dataset.problem !== null) return "can't be read";
  if (checked === undefined) return "not checked yet";
  const { outcomes } = checked.report;
  const count = (state: CheckOutcome["state"]): number => outcomes.filter((each) => each.state === state).length;
  const [failed, unable, skipped] = [count("failed"), count("couldNotRun"), count("skipped")];
  const words = [
    failed > 0 ? `${failed} failed` : "",
    unable > 0 ? `${unable} could not run` : "",
    skipped > 0 ? `${skipped} skipped` : "",
  ].filter((word) => word !== "");
  if (outcomes.length === 0) return "no checks";
  if (words.length === 0) return `all ${outcomes.length} checks passed`;
  return `${words.join(", ")} of ${outcomes.length} checks`;
}

/** How much of what was looked at fails: "3 of 1,000"; empty where that can't be counted. */
export function failingWords({ state, failing, rows }: CheckOutcome): string {
  if (state === "couldNotRun") return "could not run";
  if (failing === null) return "";
  return rows === null ? grouped(failing) : `${grouped(failing)} of ${grouped(rows)}`;
}

const grouped = (count: number): string => count.toLocaleString("en-US");

/** What a check is called below its data set: its identity without the data set's name. */
export const outcomeLabel = ({ id, dataset }: CheckOutcome): string =>
  id.startsWith(`${dataset}/`) ? id.slice(dataset.length + 1).replace(/^(columns|checks)\//, "") : id;

/** Where a check fails first, of a file that is no text its record; where it is declared when it could not run or its places aren't known. */
export function placeOf({ state, places, declaredAt }: CheckOutcome): DeclaredAt & { readonly record?: number } {
  const first = state === "failed" ? places[0] : undefined;
  // Nothing opens an address.
  if (first === undefined || first.file === null || !isAbsolute(first.file)) return declaredAt;
  if (first.range !== null) return { file: first.file, range: first.range };
  return { file: first.file, range: beginning, ...(first.record === null ? {} : { record: first.record }) };
}
