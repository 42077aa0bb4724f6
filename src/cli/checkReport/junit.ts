import type { CheckOutcome, CheckReport, CheckSeverity, DatasetReport } from "../../protocol/checkEntities.ts";
import type { ShowPath } from "./human.ts";
import { counts } from "./verdict.ts";

/** The report as JUnit's XML: a suite for each data set, a case for each check. Failures that don't count are only noted. */
export function junitReport(report: CheckReport, threshold: CheckSeverity, show: ShowPath): string {
  const suites = report.datasets.map((dataset) => suite(dataset, threshold, show));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tidemark check">\n${suites.join("")}</testsuites>\n`;
}

function suite(report: DatasetReport, threshold: CheckSeverity, show: ShowPath): string {
  const { dataset, outcomes, milliseconds } = report;
  const of = (state: CheckOutcome["state"]): number =>
    outcomes.filter((outcome) => outcome.state === state && counts(outcome.severity, threshold)).length;
  const attributes = {
    name: dataset,
    tests: outcomes.length,
    failures: of("failed"),
    errors: of("couldNotRun"),
    skipped: outcomes.filter(({ state }) => state === "skipped").length,
    time: (milliseconds / 1000).toFixed(3),
  };
  const cases = outcomes.map((outcome) => testCase(outcome, threshold, show));
  return `  <testsuite${written(attributes)}>\n${cases.join("")}  </testsuite>\n`;
}

function testCase(outcome: CheckOutcome, threshold: CheckSeverity, show: ShowPath): string {
  const { id, dataset, state, message, severity } = outcome;
  const open = `    <testcase${written({ classname: dataset, name: id.slice(dataset.length + 1) || id, time: "0" })}`;
  if (state === "passed") return `${open}/>\n`;
  const body = escaped([message, ...placesOf(outcome, show)].join("\n"));
  const inner = {
    skipped: `<skipped${written({ message })}/>`,
    failed: `<failure${written({ message, type: severity })}>${body}</failure>`,
    couldNotRun: `<error${written({ message, type: "could not run" })}>${body}</error>`,
  }[state];
  const noted = state === "skipped" || counts(severity, threshold) ? inner : `<system-out>${body}</system-out>`;
  return `${open}>\n      ${noted}\n    </testcase>\n`;
}

const placesOf = ({ places }: CheckOutcome, show: ShowPath): string[] =>
  places.map(({ file, range, record, column, value }) => {
    const at = range === null ? `row ${record ?? "?"}` : `${range.start.line + 1}:${range.start.character + 1}`;
    return `${file === null ? "" : show(file)}:${at} ${column ?? ""} ${value === null ? "null" : JSON.stringify(value)}`;
  });

const written = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");

/** XML 1.0 has no control characters but tab and line ends, not even escaped, and no lone surrogates. */
const escaped = (text: string): string =>
  text
    .replace(/\p{Cs}/gu, "\ufffd")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones meant.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
