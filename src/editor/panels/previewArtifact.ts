import { open, stat } from "node:fs/promises";
import type { Result } from "../../protocol/contract.ts";
import { formatBytes } from "../../protocol/format.ts";
import type { RunPageContract } from "../../protocol/pageContract.ts";
import { artifactKind, isText } from "../artifacts/artifactKind.ts";

export type Preview = Result<RunPageContract, "page/previewArtifact">;

/** A page has to stay quick: longer text is cut, larger images are opened in the editor. */
const longestText = 512_000;
const largestImage = 32_000_000;

/**
 * What a page shows of an artifact inline. Images, SVG too, are shown by an address and never as markup;
 * `address` answers null for files that the page may not load.
 */
export async function previewArtifact(
  file: string,
  address: (file: string, version: number) => string | null,
): Promise<Preview> {
  const { size, mtimeMs } = await stat(file);
  if (artifactKind(file) === "image") {
    if (size > largestImage)
      return { kind: "none", reason: `This image is too large to show here (${formatBytes(size)}).` };
    const url = address(file, Math.floor(mtimeMs));
    return url === null
      ? { kind: "none", reason: "This image lies outside of the workspace." }
      : { kind: "image", url };
  }
  const bytes = await readStart(file, Math.min(size, longestText));
  if (!isText(bytes)) return { kind: "none", reason: `This is a binary file (${formatBytes(size)}).` };
  return { kind: "text", text: new TextDecoder().decode(bytes, { stream: true }), truncated: size > bytes.length };
}

async function readStart(file: string, length: number): Promise<Uint8Array> {
  await using handle = await open(file, "r");
  const buffer = new Uint8Array(length);
  const { bytesRead } = await handle.read(buffer, 0, length, 0);
  return buffer.subarray(0, bytesRead);
}
