import { execFile } from "node:child_process";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A small disk of its own, which only root may make. */
export async function smallDisk(folder: string, megabytes: number): Promise<AsyncDisposable> {
  await mkdir(folder, { recursive: true });
  await run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
  return { [Symbol.asyncDispose]: async () => void (await run("umount", ["--lazy", folder])) };
}

/** Fills a disk to the last byte, for so many milliseconds. */
export async function fillFor(folder: string, milliseconds: number): Promise<void> {
  const file = join(folder, "somebody-else.bin");
  const handle = await open(file, "w");
  const block = Buffer.alloc(4096, 1);
  try {
    for (;;) await handle.write(block);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  } finally {
    await handle.close();
  }
  await delay(milliseconds);
  await rm(file);
}
