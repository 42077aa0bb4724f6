import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Dataset } from "../../config/config.ts";
import { Unable } from "./unable.ts";

/** A data set's files as a commit has them, in a folder that goes with it. */
export interface GitReference extends AsyncDisposable {
  readonly source: Dataset["source"];
}

interface Options {
  readonly workspace: string;
  readonly revision: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a data set's files as they are in a commit.
 * @throws Unable when its source isn't made of files that the commit has
 */
export async function gitReference(source: Dataset["source"], options: Options): Promise<GitReference> {
  const { workspace } = options;
  const files = source.paths.map((path) => (isAbsolute(path) ? path : resolve(workspace, path)));
  const unclear = source.paths.find((path) => /[*?[\]]|:\/\//.test(path));
  if (unclear !== undefined) throw new Unable(`${unclear} is no single file that git could be asked for.`);
  const folder = await mkdtemp(join(tmpdir(), "tidemark-reference-"));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    const paths: string[] = [];
    for (const [at, file] of files.entries()) {
      // The ending tells the format; equal names of several folders are told apart.
      const copy = join(folder, `${at}-${basename(file)}`);
      await copyOut(file, copy, options);
      paths.push(copy);
    }
    return { source: { ...source, paths }, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

const lfsPointer = "version https://git-lfs";

async function copyOut(file: string, copy: string, { revision, signal }: Options): Promise<void> {
  const child = spawn("git", ["cat-file", "blob", `${revision}:./${basename(file)}`], {
    cwd: dirname(file),
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
    ...(signal === undefined ? {} : { signal }),
  });
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed = (printed + text).slice(-500);
  });
  const ended = new Promise<number | null>((done, fail) => {
    child.once("error", fail);
    child.once("close", done);
  });
  const [code] = await Promise.all([ended, pipeline(child.stdout, createWriteStream(copy))]).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Unable(`git can't be asked for ${file}: ${reason}.`);
  });
  if (code !== 0) throw new Unable(`git has no ${file} in ${revision}: ${printed.trim()}`);
  await using copied = await open(copy);
  const { buffer, bytesRead } = await copied.read(Buffer.alloc(lfsPointer.length), 0, lfsPointer.length, 0);
  if (buffer.subarray(0, bytesRead).toString("latin1") === lfsPointer) {
    throw new Unable(`git has only a pointer of LFS for ${file} in ${revision}.`);
  }
}
