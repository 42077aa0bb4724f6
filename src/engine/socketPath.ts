import { createHash, randomBytes } from "node:crypto";
import { lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { TidemarkError } from "../protocol/errors.ts";

/** What decides where the socket goes; `process.platform` and the like, handed in for tests. */
export interface SocketPlace {
  readonly platform: NodeJS.Platform;
  /** XDG_RUNTIME_DIR, if set. */
  readonly runtimeFolder: string | undefined;
  readonly temporaryFolder: string;
  /** Undefined on Windows. */
  readonly user: number | undefined;
}

/** The shortest limit of a socket's path among the systems (macOS), less its closing zero. */
const maxLength = 103;

/**
 * Where a workspace's engine listens: a socket in a folder of the user's own, or a named pipe on Windows.
 * The same workspace gets the same socket, so that what a killed engine left is replaced.
 */
export function socketPath(workspace: string, place: SocketPlace): string {
  const name = createHash("sha256").update(workspace).digest("hex").slice(0, 16);
  // Pipes have no folder to protect them, so their name is secret: engine.json tells it to its user.
  if (place.platform === "win32") return `\\\\.\\pipe\\tidemark-${name}-${randomBytes(16).toString("hex")}`;
  const candidates = [place.runtimeFolder, place.temporaryFolder, "/tmp"].filter((folder) => folder !== undefined);
  const paths = candidates.map((folder) => join(folder, `tidemark-${place.user ?? "user"}`, `${name}.sock`));
  return paths.find((path) => Buffer.byteLength(path) <= maxLength) ?? join("/tmp", `${name}.sock`);
}

/** Makes the socket's folder, and refuses one that somebody else could have made. */
export async function preparePrivateFolder(folder: string, user: number | undefined): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const own = user === undefined || found.uid === user;
  if (found.isDirectory() && own && (found.mode & 0o077) === 0) return;
  throw new TidemarkError(
    "permissionDenied",
    `${folder} is not a private folder of yours. Remove it, or set XDG_RUNTIME_DIR to a folder of your own.`,
  );
}
