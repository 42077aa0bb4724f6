import { isAbsolute } from "node:path";
import type {
  CheckOutcome,
  CheckPlace,
  CheckReport,
  CheckSeverity,
  DatasetReport,
  TextRange,
} from "../../protocol/checkEntities.ts";

/** A check as it is known to the engine, and where it is declared. */
export interface CheckReference extends Pick<CheckOutcome, "id" | "dataset" | "column" | "failing" | "declaredAt"> {}

/** Something to show in the Problems panel; the editor's own class for it comes later. */
export interface Finding {
  readonly file: string;
  readonly range: TextRange;
  readonly message: string;
  readonly severity: CheckSeverity;
  /** The kind of check, where it is one. */
  readonly code: string | null;
  /** The check that fails. */
  readonly check: CheckReference | null;
  readonly related: readonly { readonly file: string; readonly range: TextRange; readonly message: string }[];
}

/** VS Code shows no more of one file. */
export const mostPerFile = 1000;
const mostRelated = 10;

/** A file's beginning: for what is wrong with all of it, and for files that are no text. */
export const beginning: TextRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/**
 * What a report has to say, by file. A check that fails says so once with its numbers, where it fails first; its other places
 * are marked with a few words. A check that could not run says so where it is declared.
 */
export function findingsOf(report: CheckReport): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  const tell = (finding: Finding): void => {
    const list = found.get(finding.file) ?? [];
    if (list.length < mostPerFile) list.push(finding);
    found.set(finding.file, list);
  };
  const { file } = report.config;
  for (const { message, severity, range } of report.config.problems) {
    if (file !== null) tell({ file, range, message, severity, code: null, check: null, related: [] });
  }
  const told = new Set(report.config.problems.map(({ path }) => path));
  for (const dataset of report.datasets) {
    for (const outcome of dataset.outcomes) {
      // What is wrong with its declaration stands there already.
      if (outcome.state === "couldNotRun" && told.has(outcome.id)) continue;
      for (const finding of ofOutcome(outcome, dataset)) tell(finding);
    }
  }
  return found;
}

function ofOutcome(outcome: CheckOutcome, dataset: DatasetReport): readonly Finding[] {
  const { id, dataset: name, state, severity, column, kind: code, declaredAt, failing } = outcome;
  const check: CheckReference = { id, dataset: name, column, failing, declaredAt };
  const message = column === null ? outcome.message : `${column}: ${outcome.message}`;
  if (state === "couldNotRun") {
    if (declaredAt.file === "") return [];
    const words = `${outcome.id} could not run: ${outcome.message}`;
    const { file, range } = declaredAt;
    return [{ file, range, message: words, severity: "error", code, check: null, related: [] }];
  }
  if (state !== "failed") return [];
  const declared = { ...declaredAt, message: `declared as ${outcome.id}` };
  const places = outcome.places.flatMap((place) => placed(place) ?? []);
  const [first, ...others] = places;
  if (first === undefined) {
    const file = outcome.places[0]?.file ?? dataset.files[0]?.path;
    // Nothing opens an address: what is wrong there stands where it is declared.
    const at = file !== undefined && isAbsolute(file) ? { file, range: beginning } : declaredAt;
    return [{ ...at, message, severity, code, check, related: [declared] }];
  }
  const related = others.slice(0, mostRelated).map(({ file, range, value }) => ({ file, range, message: value }));
  const subject = outcome.column ?? outcome.kind;
  return [
    {
      file: first.file,
      range: first.range,
      message: `${message} Here: ${first.value}.`,
      severity,
      code,
      check,
      related: [...related, declared],
    },
    ...others.map(({ file, range, value }) => ({
      file,
      range,
      message: `${subject}: ${value} fails ${outcome.id}, as others do`,
      severity,
      code,
      check,
      related: [declared],
    })),
  ];
}

function placed({ file, range, value, record }: CheckPlace): { file: string; range: TextRange; value: string } | null {
  if (file === null || range === null || !isAbsolute(file)) return null;
  return { file, range, value: value === null ? `no value in record ${record}` : JSON.stringify(value) };
}
