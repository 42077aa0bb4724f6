import { cpus, totalmem } from "node:os";
import { noisy, type Result } from "./rounds.ts";
import { number } from "./statistics.ts";

/** What stands above the results. */
export const reportHead = (): string =>
  [`${machine()}; times in ms`, row(["", "Tidemark", "p99", "MLflow", "p99", "ratio", "aim", "spread"])].join("\n");

/** One result with its findings, for people. */
export const resultText = (result: Result): string =>
  [resultLine(result), ...result.findings.map(findingLine)].join("\n");

/** What makes the figures doubtful; empty when nothing does. */
export function noiseText(results: readonly Result[]): string {
  const restless = results.filter(({ ours, mlflow }) => Math.max(ours.spread, mlflow?.spread ?? 0) > noisy);
  if (restless.length === 0) return "";
  return `Noisy machine: rounds lie more than ${100 * noisy} % apart in ${restless.map(({ name }) => name).join(", ")}.`;
}

/** What the figures depend on; never which machine it is. */
export const machine = (): string =>
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;

function resultLine({ name, ours, mlflow, ratio, aim }: Result): string {
  const other = mlflow === null ? ["", ""] : [number(mlflow.median), number(mlflow.p99)];
  const compared = ratio === null ? "" : `${number(ratio)}×`;
  const goal = aim === null || ratio === null ? "" : `≥${aim}× ${ratio >= aim ? "✓" : "✗"}`;
  const spread = [ours, mlflow].map((each) => (each === null ? "" : `${Math.round(each.spread * 100)} %`));
  return row([name, number(ours.median), number(ours.p99), ...other, compared, goal, spread.join(" / ")]);
}

function findingLine({ what, value, aim, met }: Result["findings"][number]): string {
  const goal = aim === undefined ? "" : `  aim ${aim} ${met ? "✓" : "✗"}`;
  return `    ${what}: ${value}${goal}`;
}

const widths = [18, 10, 10, 11, 11, 9, 10, 14];

const row = (cells: readonly string[]): string =>
  cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0))).join("");
