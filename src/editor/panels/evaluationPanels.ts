import { isAbsolute } from "node:path";
import { type Disposable, env, Range, Uri, window, workspace } from "vscode";
import * as z from "zod";
import { answerer } from "../../protocol/channel.ts";
import type { DeclaredAt } from "../../protocol/checkEntities.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { notFound } from "../../protocol/errors.ts";
import {
  type EvaluationPageContract,
  evaluationPageContract,
  ShownEvaluation,
} from "../../protocol/evaluationPageContract.ts";
import { runCommand } from "../commandRunner.ts";
import { declarationText } from "../evaluations/declarationText.ts";
import { savePredictions } from "../evaluations/savePredictions.ts";
import { openAsTable } from "../grid/gridEditors.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";

export interface EvaluationPanels extends Disposable {
  /** Shows what a model is worth; the open page of the same evaluation, if there is one. */
  open(shown: ShownEvaluation): void;
}

const PageState = z.object({ shown: ShownEvaluation });

/** The evaluations in this window. They come back after a reload, and are computed anew. */
export function createEvaluationPanels(deps: PageDeps): EvaluationPanels {
  return createPanelSet<ShownEvaluation>({
    name: "evaluation",
    extensionUri: deps.extensionUri,
    title: ({ name }) => `Evaluation: ${name}`,
    same: (a, b) => a.name === b.name && a.isDeclared === b.isDeclared,
    restore: (state) => PageState.safeParse(state).data?.shown,
    mount: (open) => mountEvaluationPage(deps, open),
  });
}

function mountEvaluationPage({ engine, ...deps }: PageDeps, open: OpenPanel<ShownEvaluation>): MountedPage {
  const declared = async () => {
    const { evaluations } = await engine.request("evaluation/declared", {});
    const found = evaluations.find(({ name }) => name === open.shown.name);
    if (found === undefined) throw notFound(`tidemark.yaml declares no evaluation "${open.shown.name}" any more.`);
    return found;
  };
  const handlers: Handlers<EvaluationPageContract> = {
    "page/ready": async () =>
      open.shown.isDeclared ? { ...open.shown, question: (await declared()).question } : open.shown,
    "evaluation/run": (params, { signal, report }) => engine.request("evaluation/run", params, signal, report),
    "page/showDeclaration": async ({ gate }) => {
      const { place, gatePlaces } = await declared();
      await show((gate === undefined ? undefined : gatePlaces[gate]) ?? place);
      return {};
    },
    "page/showRow": async ({ row, file }) => {
      const folder = workspace.workspaceFolders?.[0]?.uri;
      const uri = isAbsolute(file) || folder === undefined ? Uri.file(file) : Uri.joinPath(folder, file);
      await runCommand("tidemark.grid.open", uri, row);
      return {};
    },
    "page/showPredictions": async ({ label, answer }) => {
      const { name, isDeclared } = open.shown;
      const question = isDeclared ? (await declared()).question : open.shown.question;
      const saved = await savePredictions(engine, name, question);
      if (saved === undefined) return {};
      const query = `SELECT *\nFROM data\nWHERE _label = ${quoted(label)} AND _answer = ${quoted(answer)}`;
      await openAsTable(Uri.file(saved), { source: { paths: [saved] }, filters: {}, query });
      return {};
    },
    "page/copyDeclaration": async () => {
      await env.clipboard.writeText(declarationText(open.shown));
      window.setStatusBarMessage("The evaluation was copied: paste it into tidemark.yaml.", 5000);
      return {};
    },
  };
  return mountPage(
    { engine, ...deps },
    {
      panel: open.panel,
      bundle: "evaluation",
      folders: [],
      serve(connection) {
        const answers = answerer(evaluationPageContract, connection, handlers);
        return {
          changed: (change) => answers.emit("changed", change),
          engine: (state) => answers.emit("engine", state),
        };
      },
    },
  );
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function show({ file, range: { start, end } }: DeclaredAt): Promise<void> {
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.file(file), { selection });
}
