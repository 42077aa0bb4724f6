import { open } from "node:fs/promises";
import { commands, type Disposable, Uri } from "vscode";
import { TidemarkError } from "../../protocol/errors.ts";
import { artifactKind, isText } from "../artifacts/artifactKind.ts";
import type { LocateArtifact } from "../artifacts/locateArtifact.ts";
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
    const node = target === undefined || target.kind === "selection" ? view.selection[0] : target;
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
      await reveal(await locate(node.runId, node.kind === "artifact" ? node.entry.path : ""));
    },
  });
}

/** Opens text and images in the editor; shows anything else where it lies. */
export async function openArtifact(file: string): Promise<void> {
  const kind = artifactKind(file);
  const opens = kind === "image" || kind === "notebook" || isText(await head(file));
  if (opens) await commands.executeCommand("vscode.open", Uri.file(file));
  else await reveal(file);
}

const reveal = async (file: string): Promise<void> => {
  await commands.executeCommand("revealFileInOS", Uri.file(file));
};

/** Enough to tell text from anything else. */
async function head(file: string): Promise<Buffer> {
  await using handle = await open(file, "r");
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(8192), 0, 8192, 0);
  return buffer.subarray(0, bytesRead);
}
