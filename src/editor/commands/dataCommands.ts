import { type Disposable, commands as editorCommands, ProgressLocation, Range, Uri, window } from "vscode";
import type { CheckReport } from "../../protocol/checkEntities.ts";
import type { RegisterCommands } from "../commandRunner.ts";
import type { CheckTarget, DataChecks } from "../data/dataChecks.ts";
import type { DataNode } from "../data/dataNodes.ts";
import { inferContract } from "../data/inferContract.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { DatasetPanels } from "../panels/datasetPanels.ts";
import type { LineagePanels } from "../panels/lineagePanels.ts";
import type { QuarantinePanels } from "../panels/quarantinePanels.ts";
import { withSignal } from "../withSignal.ts";

export interface DataCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly checks: DataChecks;
  readonly pages: DatasetPanels;
  readonly lineage: LineagePanels;
  readonly quarantine: QuarantinePanels;
}

/** Contracts: checking what they promise, and drawing them from data. */
export const registerDataCommands = ({
  register,
  engine,
  checks,
  pages,
  lineage,
  quarantine,
}: DataCommandsDeps): Disposable =>
  register("data", {
    "tidemark.data.check": async (target?: Uri | DataNode) => {
      const report = await window.withProgress(
        { location: ProgressLocation.Notification, title: "Checking data…", cancellable: true },
        (_, token) => withSignal(token, (signal) => checks.check(targetOf(target), signal)),
      );
      await tell(report);
    },
    "tidemark.data.infer": (file?: Uri) => inferContract(engine, file),
    "tidemark.data.open": async (target?: DataNode | string, version?: unknown, check?: unknown) => {
      const dataset = typeof target === "string" ? target : await meant(engine, target);
      if (dataset === undefined) return;
      pages.open({
        dataset,
        ...(typeof version === "number" ? { version } : {}),
        ...(typeof check === "string" ? { check } : {}),
      });
    },
    "tidemark.data.lineage": (node?: DataNode) => lineage.open({ dataset: node === undefined ? null : nameOf(node) }),
    "tidemark.data.showQuarantine": async (node?: DataNode) => {
      const dataset = node === undefined ? await quarantined(engine) : nameOf(node);
      if (dataset !== undefined) quarantine.open(dataset);
    },
    "tidemark.data.openDeclaration": async (node?: DataNode) => {
      if (node === undefined) return;
      const { declaredAt } = node.kind === "dataset" ? node.dataset : node.outcome;
      const { start, end } = declaredAt.range;
      const selection = new Range(start.line, start.character, end.line, end.character);
      await window.showTextDocument(Uri.file(declaredAt.file), { selection });
    },
  });

const nameOf = (node: DataNode): string => (node.kind === "dataset" ? node.dataset.name : node.outcome.dataset);

/** A data set with rows in quarantine, or rows discarded from there: the only one, or one that is chosen. */
async function quarantined(engine: EngineHost): Promise<string | undefined> {
  const { datasets } = await engine.request("quarantine/datasets", {});
  const [first, second] = datasets;
  if (first === undefined) {
    await window.showInformationMessage("No rows are in quarantine.");
    return undefined;
  }
  if (second === undefined) return first.dataset;
  const items = datasets.map(({ dataset, rows, discarded }) => ({
    label: dataset,
    description: `${rows.toLocaleString("en")} rows${discarded === 0 ? "" : `, ${discarded.toLocaleString("en")} discarded`}`,
  }));
  return (await window.showQuickPick(items, { title: "Show quarantine", placeHolder: "Of which data set?" }))?.label;
}

/** The data set that an item belongs to; without one, the one that is chosen. */
async function meant(engine: EngineHost, node: DataNode | undefined): Promise<string | undefined> {
  if (node !== undefined) return nameOf(node);
  const [{ datasets: declared }, { datasets: known }] = await Promise.all([
    engine.request("data/datasets", {}),
    engine.request("datasets/list", {}),
  ]);
  const names = new Set([...declared.map(({ name }) => name), ...known.map(({ name }) => name)]);
  if (names.size === 0) {
    await window.showInformationMessage(
      "No data set is known yet: declare one in tidemark.yaml, or log one with mlflow.log_input.",
    );
    return undefined;
  }
  const items = [...names].map((label) => {
    const latest = known.find(({ name }) => name === label)?.latest;
    return { label, description: latest === null || latest === undefined ? "" : `v${latest.number}` };
  });
  return (await window.showQuickPick(items, { title: "Show data set", placeHolder: "Which data set?" }))?.label;
}

function targetOf(target: Uri | DataNode | undefined): CheckTarget {
  if (target === undefined) return "all";
  if (target instanceof Uri) return { files: [target.fsPath] };
  return { dataset: nameOf(target) };
}

async function tell({ config, datasets }: CheckReport): Promise<void> {
  if (config.file === null) {
    await window.showInformationMessage(
      "Nothing is declared yet: a tidemark.yaml in this folder says what data promises.",
    );
    return;
  }
  if (datasets.length === 0) {
    await window.showInformationMessage("No data set is declared for this.");
    return;
  }
  const outcomes = datasets.flatMap((dataset) => dataset.outcomes);
  const failed = outcomes.filter(({ state }) => state === "failed").length;
  const unable = outcomes.filter(({ state }) => state === "couldNotRun").length;
  const what = `${datasets.length === 1 ? (datasets[0]?.dataset ?? "") : `${datasets.length} data sets`}`;
  if (failed + unable === 0) {
    await window.showInformationMessage(`${what}: all ${outcomes.length} checks passed.`);
    return;
  }
  const words = [failed > 0 ? `${failed} failed` : "", unable > 0 ? `${unable} could not run` : ""].filter(Boolean);
  const show = "Show problems";
  const message = `${what}: of ${outcomes.length} checks ${words.join(", ")}.`;
  if ((await window.showWarningMessage(message, show)) === show) {
    await editorCommands.executeCommand("workbench.actions.view.problems");
  }
}
