/**
 * Sends the same requests to Tidemark's engine and to MLflow's server, in turn, and prints how long each took.
 * docs/performance.md tells what the figures are and how they came about.
 * @example npm run bench -- tracking --only search,log-metric --rounds 7 --json
 */
import { parseArgs } from "node:util";
import { operations } from "./tracking/operations/operations.ts";
import { machine, noiseText, reportHead, resultText } from "./tracking/report.ts";
import { measure, type Result } from "./tracking/rounds.ts";
import { createServers } from "./tracking/servers.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    only: { type: "string" },
  },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${values.rounds}: how many rounds, 1 or more.`);
const names = values.only?.split(",") ?? operations.map(({ name }) => name);
const chosen = names.map((name) => {
  const found = operations.find((operation) => operation.name === name);
  if (found !== undefined) return found;
  throw new Error(`--only ${name}: there are ${operations.map((operation) => operation.name).join(", ")}.`);
});

const end = async (code: number): Promise<void> => {
  await servers[Symbol.asyncDispose]();
  process.exit(code);
};

const results: Result[] = [];
await using servers = createServers();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // The servers are processes of their own and would go on.
  process.once(signal, () => void end(1));
}
if (!values.json) console.log(reportHead());
for (const operation of chosen) {
  const progress = (text: string): void => {
    process.stderr.write(`${operation.name}: ${text}\n`);
  };
  const result = await measure(operation, servers, rounds, progress);
  results.push(result);
  if (!values.json) console.log(resultText(result));
}
console.log(values.json ? JSON.stringify({ machine: machine(), rounds, results }, null, 2) : noiseText(results));
