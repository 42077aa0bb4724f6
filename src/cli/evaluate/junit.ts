import { gateTitle } from "../../protocol/evaluationGateTitle.ts";
import { attributes, escaped } from "../xml.ts";
import type { Judged } from "./judged.ts";

/** Evaluations as JUnit's XML: a suite for each, a case for each gate. What could not be judged is an error. */
export function evaluationJunit(all: readonly Judged[]): string {
  const suites = all.map(suite).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tidemark evaluate">\n${suites}</testsuites>\n`;
}

function suite(judged: Judged): string {
  const { name, question } = judged;
  if ("error" in judged) {
    const titles = question.gates.length === 0 ? ["runs"] : question.gates.map(gateTitle);
    const cases = titles.map((title) => testCase(name, title, { kind: "error", words: judged.error }));
    return element(name, cases, { failures: 0, errors: titles.length, time: "0" });
  }
  const { gates, milliseconds } = judged.result;
  const cases = gates.map(({ title, verdict, words }) =>
    testCase(name, title, verdict === "passed" ? null : { kind: verdict === "failed" ? "failure" : "error", words }),
  );
  return element(name, cases, {
    failures: gates.filter(({ verdict }) => verdict === "failed").length,
    errors: gates.filter(({ verdict }) => verdict === "unknown").length,
    time: (milliseconds / 1000).toFixed(3),
  });
}

const element = (name: string, cases: readonly string[], facts: Readonly<Record<string, string | number>>): string =>
  `  <testsuite${attributes({ name, tests: cases.length, ...facts })}>\n${cases.join("")}  </testsuite>\n`;

function testCase(suiteName: string, name: string, fault: { kind: "failure" | "error"; words: string } | null): string {
  const open = `    <testcase${attributes({ classname: suiteName, name, time: "0" })}`;
  if (fault === null) return `${open}/>\n`;
  const { kind, words } = fault;
  return `${open}>\n      <${kind}${attributes({ message: words })}>${escaped(words)}</${kind}>\n    </testcase>\n`;
}
