import type { CheckOutcome, CheckReport, CheckSeverity, DatasetReport } from "../../protocol/checkEntities.ts";
import { attributes, escaped } from "../xml.ts";
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
  const facts = {
    name: dataset,
    tests: outcomes.length,
    failures: of("failed"),
    errors: of("couldNotRun"),
    skipped: outcomes.filter(({ state }) => state === "skipped").length,
    time: (milliseconds / 1000).toFixed(3),
  };
  const cases = outcomes.map((outcome) => testCase(outcome, threshold, show));
  return `  <testsuite${attributes(facts)}>\n${cases.join("")}  </testsuite>\n`;
}

function testCase(outcome: CheckOutcome, threshold: CheckSeverity, show: ShowPath): string {
  const { id, dataset, state, message, severity } = outcome;
  const open = `    <testcase${attributes({ classname: dataset, name: id.slice(dataset.length + 1) || id, time: "0" })}`;
  if (state === "passed") return `${open}/>\n`;
  const body = escaped([message, ...placesOf(outcome, show)].join("\n"));
  const inner = {
    skipped: `<skipped${attributes({ message })}/>`,
    failed: `<failure${attributes({ message, type: severity })}>${body}</failure>`,
    couldNotRun: `<error${attributes({ message, type: "could not run" })}>${body}</error>`,
  }[state];
  const noted = state === "skipped" || counts(severity, threshold) ? inner : `<system-out>${body}</system-out>`;
  return `${open}>\n      ${noted}\n    </testcase>\n`;
}

const placesOf = ({ places }: CheckOutcome, show: ShowPath): string[] =>
  places.map(({ file, range, record, column, value }) => {
    const at = range === null ? `row ${record ?? "?"}` : `${range.start.line + 1}:${range.start.character + 1}`;
    return `${file === null ? "" : show(file)}:${at} ${column ?? ""} ${value === null ? "null" : JSON.stringify(value)}`;
  });
