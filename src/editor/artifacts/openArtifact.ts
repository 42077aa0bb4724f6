import { open } from "node:fs/promises";
import { commands, Uri } from "vscode";
import { artifactKind, isText } from "./artifactKind.ts";

/** Opens text and images in the editor; shows anything else where it lies. */
export async function openArtifact(file: string): Promise<void> {
  const kind = artifactKind(file);
  const opens = kind === "image" || kind === "notebook" || isText(await head(file));
  if (opens) await commands.executeCommand("vscode.open", Uri.file(file));
  else await revealArtifact(file);
}

/** Shows a file in the system's file manager. */
export const revealArtifact = async (file: string): Promise<void> => {
  await commands.executeCommand("revealFileInOS", Uri.file(file));
};

/** Enough to tell text from anything else. */
async function head(file: string): Promise<Buffer> {
  await using handle = await open(file, "r");
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(8192), 0, 8192, 0);
  return buffer.subarray(0, bytesRead);
}
