// Before anything that declares a schema.
import "./editor/quietZod.ts";

import { join } from "node:path";
import { type Disposable, type ExtensionContext, type LogOutputChannel, window, workspace } from "vscode";
import { EngineConnection } from "./client/engineConnection.ts";
import { ensureEngine } from "./client/ensureEngine.ts";
import { createLocateArtifact } from "./editor/artifacts/locateArtifact.ts";
import { registerCodeDocuments } from "./editor/code/codeDocuments.ts";
import { createRunCode } from "./editor/code/runCode.ts";
import { commandRunner } from "./editor/commandRunner.ts";
import { registerArtifactCommands } from "./editor/commands/artifactCommands.ts";
import { registerDataCommands } from "./editor/commands/dataCommands.ts";
import { registerDriftCommands } from "./editor/commands/driftCommands.ts";
import { registerEngineCommands } from "./editor/commands/engineCommands.ts";
import { registerEvaluationCommands } from "./editor/commands/evaluationCommands.ts";
import { registerExperimentCommands } from "./editor/commands/experimentCommands.ts";
import { registerFeatureCommands } from "./editor/commands/featureCommands.ts";
import { registerGridCommands } from "./editor/commands/gridCommands.ts";
import { registerHelpCommands } from "./editor/commands/helpCommands.ts";
import { registerImportCommands } from "./editor/commands/importCommands.ts";
import { registerListCommands } from "./editor/commands/listCommands.ts";
import { registerModelCommands } from "./editor/commands/modelCommands.ts";
import { registerModelsCommands } from "./editor/commands/modelsCommands.ts";
import { registerOnnxCommands } from "./editor/commands/onnxCommands.ts";
import { onOneRun } from "./editor/commands/onOneRun.ts";
import { registerPushCommands } from "./editor/commands/pushCommands.ts";
import { registerRunCommands } from "./editor/commands/runCommands.ts";
import { severalRuns } from "./editor/commands/severalRuns.ts";
import { registerTerminalCommands } from "./editor/commands/terminalCommands.ts";
import { registerAuthoring } from "./editor/data/authoring.ts";
import { createDataChecks } from "./editor/data/dataChecks.ts";
import { DatasetsView } from "./editor/data/datasetsView.ts";
import { registerQuickFixes } from "./editor/data/quickFixes.ts";
import { createEngineHost } from "./editor/engine/engineHost.ts";
import { openEngineLog } from "./editor/engine/openEngineLog.ts";
import { showProblems } from "./editor/engine/problems.ts";
import { startEngine } from "./editor/engine/startEngine.ts";
import { createStatusBar } from "./editor/engine/statusBar.ts";
import { registerGateTests } from "./editor/evaluations/gateTests.ts";
import { createRunChooser } from "./editor/experiments/chooseRuns.ts";
import { ExperimentsView } from "./editor/experiments/experimentsView.ts";
import { registerGridEditors } from "./editor/grid/gridEditors.ts";
import { registerCodeLinks } from "./editor/links/codeLinks.ts";
import { createModelChooser } from "./editor/models/chooseModel.ts";
import { ModelsView } from "./editor/models/modelsView.ts";
import { registerOnnxEditor } from "./editor/onnx/onnxEditor.ts";
import { createBenchmarkPanels } from "./editor/panels/benchmarkPanels.ts";
import { createComparePanels } from "./editor/panels/comparePanels.ts";
import { createDatasetPanels } from "./editor/panels/datasetPanels.ts";
import { createDriftPanels } from "./editor/panels/driftPanels.ts";
import { createEvaluationPanels } from "./editor/panels/evaluationPanels.ts";
import { createLineagePanels } from "./editor/panels/lineagePanels.ts";
import { createModelPanels } from "./editor/panels/modelPanels.ts";
import { createOptimisePanels } from "./editor/panels/optimisePanels.ts";
import { createProfilePanels } from "./editor/panels/profilePanels.ts";
import { createQuarantinePanels } from "./editor/panels/quarantinePanels.ts";
import { artifactRoots, createRunPanels } from "./editor/panels/runPanels.ts";
import { createRunsPanels } from "./editor/panels/runsPanels.ts";
import { createVersionComparePanels } from "./editor/panels/versionComparePanels.ts";
import { createRemotes } from "./editor/push/remotes.ts";
import { createSyncStatus } from "./editor/push/syncStatus.ts";
import { setting } from "./editor/settings.ts";
import { showActivationFailure } from "./editor/showError.ts";
import { registerRunLinks } from "./editor/terminal/registerRunLinks.ts";
import { createTerminalEnvironment } from "./editor/terminal/terminalEnvironment.ts";

/** Called once by the editor. Starts nothing itself: the engine comes up afterwards, and only in a trusted folder. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel("Tidemark", { log: true });
  context.subscriptions.push(log);
  try {
    context.subscriptions.push(...compose(context, log));
  } catch (error) {
    showActivationFailure(error, log);
    throw error;
  }
}

/** Makes every part and hands each what it needs. The parts are disposed in this order. */
function compose(context: ExtensionContext, log: LogOutputChannel): Disposable[] {
  const folder = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri.fsPath ?? null;
  const engine = createEngineHost({ folder, trusted: workspace.isTrusted, connect: connectWith(context) });
  const register = commandRunner(log);
  const status = createStatusBar(engine, log);
  const view = new ExperimentsView({ engine, memory: context.workspaceState, log });
  const choose = createRunChooser(engine.request, () => view.selection);
  const locate = createLocateArtifact(async (runId) => (await view.model.detail(runId)).artifactFolder);
  const code = createRunCode(engine);
  const page = { extensionUri: context.extensionUri, engine, log };
  const runPanels = createRunPanels({ page, locate, artifactRoots: artifactRoots(folder) });
  const comparisons = createComparePanels({ page, code });
  const runTables = createRunsPanels({ page, comparisons });
  const models = new ModelsView({ engine, log });
  const chooseModel = createModelChooser(engine.request, () => models.selection);
  const modelPanels = createModelPanels(page);
  const versionPanels = createVersionComparePanels({ page, code });
  const driftPanels = createDriftPanels(page);
  const profilePanels = createProfilePanels(page);
  const evaluationPanels = createEvaluationPanels(page);
  const benchmarkPanels = createBenchmarkPanels(page);
  const optimisePanels = createOptimisePanels({ page, benchmarks: benchmarkPanels, evaluations: evaluationPanels });
  const dataChecks = createDataChecks(engine, log);
  const datasetPanels = createDatasetPanels({ page, checks: dataChecks, drift: driftPanels, folder });
  const lineagePanels = createLineagePanels(page);
  const dataView = new DatasetsView(engine, dataChecks);
  const quarantinePanels = createQuarantinePanels({ page, onChange: () => dataView.refresh() });
  const remotes = createRemotes(context.globalState, context.secrets);
  const environment = createTerminalEnvironment({
    context,
    engine,
    binFolder: context.asAbsolutePath("bin"),
    onWords: status.setTerminalWords,
    log,
  });
  return [
    registerEngineCommands({ register, engine, log, showEngineLog: () => openEngineLog(folder) }),
    registerExperimentCommands({ register, engine, view, tables: runTables }),
    registerListCommands({ register, engine, view, onRuns: severalRuns({ choose, comparisons, code }) }),
    registerRunCommands({ register, engine, choose, view, elsewhere: onOneRun({ choose, runPanels, code, engine }) }),
    registerArtifactCommands({ register, view, locate }),
    registerModelsCommands({
      register,
      engine,
      view: models,
      chooseRun: choose,
      choose: chooseModel,
      pages: modelPanels,
      comparisons: versionPanels,
    }),
    registerModelCommands({ register, engine, choose: chooseModel, pages: modelPanels }),
    registerDriftCommands({ register, engine, panels: driftPanels }),
    registerImportCommands({ register, engine, remotes }),
    registerPushCommands({ register, engine, chooseRuns: choose, chooseModel, remotes }),
    createSyncStatus(engine, remotes, log),
    registerTerminalCommands({ register, engine, environment }),
    registerGridCommands(register, profilePanels),
    registerEvaluationCommands({ register, engine, panels: evaluationPanels }),
    registerOnnxCommands({ register, benchmarks: benchmarkPanels, optimising: optimisePanels }),
    registerDataCommands({
      register,
      engine,
      checks: dataChecks,
      pages: datasetPanels,
      lineage: lineagePanels,
      quarantine: quarantinePanels,
    }),
    registerFeatureCommands({ register, engine, checks: dataChecks }),
    registerGridEditors(page),
    registerOnnxEditor(page),
    registerAuthoring(engine),
    registerGateTests(engine, log),
    registerQuickFixes(engine),
    registerHelpCommands(register),
    registerCodeDocuments(engine),
    registerCodeLinks(engine),
    registerRunLinks(engine),
    showProblems(engine, log),
    workspace.onDidGrantWorkspaceTrust(() => engine.trust()),
    startEngine(engine, log),
    environment,
    comparisons,
    runTables,
    runPanels,
    modelPanels,
    versionPanels,
    driftPanels,
    profilePanels,
    evaluationPanels,
    benchmarkPanels,
    optimisePanels,
    datasetPanels,
    lineagePanels,
    quarantinePanels,
    dataView,
    dataChecks,
    view,
    models,
    status,
    engine,
  ];
}

/** How the editor starts an engine: with its own Node, which in the desktop editor is Electron. */
function connectWith(context: ExtensionContext): (folder: string) => EngineConnection {
  const version: unknown = context.extension.packageJSON.version;
  return (workspaceFolder) =>
    new EngineConnection(({ args, ...request }) =>
      ensureEngine({
        ...request,
        workspace: workspaceFolder,
        client: "vscode",
        version: String(version),
        node: process.execPath,
        engineFile: context.asAbsolutePath(join("dist", "engine.mjs")),
        env: { ELECTRON_RUN_AS_NODE: "1" },
        args: [...args, "--idle-minutes", String(setting("engine.idleMinutes"))],
      }),
    );
}
