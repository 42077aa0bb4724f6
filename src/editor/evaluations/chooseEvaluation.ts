import { basename } from "node:path";
import { type QuickPickItem, type Uri, window, workspace } from "vscode";
import { EvaluationQuestion, type EvaluationTask } from "../../protocol/evaluationEntities.ts";
import type { ShownEvaluation } from "../../protocol/evaluationPageContract.ts";
import type { EngineHost } from "../engine/engineHost.ts";

type Request = EngineHost["request"];

/**
 * One of the evaluations that tidemark.yaml declares, or a new one of an ONNX file, step by step.
 * @returns undefined when the user gives up
 */
export async function chooseEvaluation(request: Request, file: Uri | undefined): Promise<ShownEvaluation | undefined> {
  if (file !== undefined) return await ofFile(request, file.fsPath);
  const { evaluations } = await request("evaluation/declared", {});
  if (evaluations.length === 0) return await newOne(request);
  const items = evaluations.map(({ name, question }) => ({ label: name, description: question.path, name, question }));
  const other = { label: "$(add) Another model…", description: "" };
  const chosen = await window.showQuickPick<QuickPickItem & Partial<Pick<ShownEvaluation, "name" | "question">>>(
    [...items, other],
    { title: "Evaluate model", placeHolder: "An evaluation of tidemark.yaml" },
  );
  if (chosen === undefined) return undefined;
  const { name, question } = chosen;
  if (name === undefined || question === undefined) return await newOne(request);
  return { name, question, isDeclared: true };
}

async function newOne(request: Request): Promise<ShownEvaluation | undefined> {
  const files = await workspace.findFiles("**/*.onnx", "**/{node_modules,.tidemark,.venv}/**", 1000);
  const [only] = files;
  if (only === undefined) {
    await window.showInformationMessage("There is no ONNX file in this folder. Export a model to ONNX to evaluate it.");
    return undefined;
  }
  const items = files.map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  const chosen =
    files.length === 1 ? { uri: only } : await window.showQuickPick(items, { title: "Evaluate model: which file?" });
  return chosen === undefined ? undefined : await ofFile(request, chosen.uri.fsPath);
}

async function ofFile(request: Request, path: string): Promise<ShownEvaluation | undefined> {
  const title = `Evaluate ${basename(path)}`;
  const [{ inputs }, { datasets }] = await Promise.all([
    request("onnx/inspect", { path }),
    request("data/driftChoices", {}),
  ]);
  if (datasets.length === 0) {
    await window.showInformationMessage("Declare the data set with the rows in tidemark.yaml first.");
    return undefined;
  }
  const dataset = await window.showQuickPick(
    datasets.map(({ name, hasSplit }) => ({
      label: name,
      description: hasSplit ? "its test part" : "all rows",
      hasSplit,
    })),
    { title: `${title}: on which data set?` },
  );
  if (dataset === undefined) return undefined;
  const of = { dataset: dataset.label, ...(dataset.hasSplit ? { part: "test" as const } : {}) };
  const task = await chooseTask(title);
  if (task === undefined) return undefined;
  const columns = await columnsOf(request, dataset.label);
  const label = await window.showQuickPick(columns, { title: `${title}: which column is true?` });
  if (label === undefined) return undefined;
  const chosen: Record<string, string[]> = {};
  for (const { name } of inputs) {
    if (columns.includes(name)) continue;
    const picked = await chooseColumns(
      `${title}: input ${name}`,
      columns.filter((column) => column !== label),
    );
    if (picked === undefined) return undefined;
    chosen[name] = picked;
  }
  const question = EvaluationQuestion.parse({
    path: workspace.asRelativePath(path),
    data: { of },
    task,
    label,
    inputs: chosen,
  });
  return { name: basename(path), question, isDeclared: false };
}

/** Those that one column tells; the others are declared in tidemark.yaml. */
const guidedTasks = ["binary", "multiclass", "regression"] as const satisfies readonly EvaluationTask[];
const taskWords: Readonly<Record<(typeof guidedTasks)[number], string>> = {
  binary: "yes or no",
  multiclass: "one of several classes",
  regression: "a number",
};

async function chooseTask(title: string): Promise<EvaluationTask | undefined> {
  const items = guidedTasks.map((task) => ({ label: task, description: taskWords[task], task }));
  return (await window.showQuickPick(items, { title: `${title}: what does it tell?` }))?.task;
}

/** The order counts, and a list of choices has none: so it is written. */
async function chooseColumns(title: string, columns: readonly string[]): Promise<string[] | undefined> {
  const text = await window.showInputBox({
    title,
    prompt: "The columns in the order that the model was trained with, separated by commas",
    value: columns.join(", "),
    validateInput(value) {
      const unknown = listOf(value).find((column) => !columns.includes(column));
      return unknown === undefined ? undefined : `There is no column "${unknown}".`;
    },
  });
  return text === undefined ? undefined : listOf(text);
}

const listOf = (text: string): string[] =>
  text
    .split(",")
    .map((column) => column.trim())
    .filter((column) => column !== "");

async function columnsOf(request: Request, dataset: string): Promise<string[]> {
  const { datasets } = await request("data/datasets", {});
  const found = datasets.find(({ name }) => name === dataset);
  if (found === undefined) return [];
  const { columns } = await request("data/describe", { source: { paths: found.paths } });
  return columns.map(({ name }) => name);
}
