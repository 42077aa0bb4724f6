import type { Disposable } from "vscode";
import { TidemarkError } from "../../protocol/errors.ts";
import type { LocateArtifact } from "../artifacts/locateArtifact.ts";
import { openArtifact, revealArtifact } from "../artifacts/openArtifact.ts";
import type { RegisterCommands } from "../commandRunner.ts";
import type { ExperimentsView } from "../experiments/experimentsView.ts";
import type { ArtifactNode, SectionNode, TreeTarget } from "../experiments/nodes.ts";

export interface ArtifactCommandsDeps {
  readonly register: RegisterCommands;
  readonly view: ExperimentsView;
  readonly locate: LocateArtifact;
}

/** Opening what a run has stored. */
export function registerArtifactCommands({ register, view, locate }: ArtifactCommandsDeps): Disposable {
  const meant = (target: TreeTarget | undefined): ArtifactNode | SectionNode => {
    const node = target ?? view.selection[0];
    if (node?.kind === "artifact" || node?.kind === "section") return node;
    throw new TidemarkError("notFound", "Select an artifact in the Experiments view first.");
  };
  return register("artifacts", {
    "tidemark.artifacts.open": async (target) => {
      const node = meant(target);
      if (node.kind === "artifact") await openArtifact(await locate(node.runId, node.entry.path));
    },
    "tidemark.artifacts.reveal": async (target) => {
      const node = meant(target);
      await revealArtifact(await locate(node.runId, node.kind === "artifact" ? node.entry.path : ""));
    },
  });
}
