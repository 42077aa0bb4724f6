/** Evaluates a model on a CSV and prints what it took as JSON: from the start of this process on. */
import { openDatabase } from "../../../src/data/duckdb/database.ts";
import { evaluate } from "../../../src/models/evaluate/evaluate.ts";
import { EvaluationQuestion } from "../../../src/protocol/evaluationEntities.ts";

const [workspace = "", rows = "", model = ""] = process.argv.slice(2);
await using database = await openDatabase({ temporaryFolder: workspace });
using session = await database.session();
const question = EvaluationQuestion.parse({
  path: model,
  data: { of: { source: { paths: [rows] } } },
  task: "binary",
  label: "failed",
  inputs: { X: ["temperature", "vibration", "pressure", "hours"] },
  slices: ["site"],
});
const found = await evaluate(session, question, { workspace, report: () => undefined });
const figures = Object.fromEntries(found.model.figures.map(({ name, value }) => [name, value]));
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds: performance.now() / 1000, memory, figures }));
