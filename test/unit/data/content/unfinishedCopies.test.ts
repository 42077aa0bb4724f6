import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { keptFolder } from "../../../../src/data/content/keptSource.ts";
import { removeUnfinished, unfinishedFolder } from "../../../../src/data/content/unfinishedCopies.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

it("removes copies whose writer was killed, and nothing else", async () => {
  await using folder = await temporaryFolder();
  await removeUnfinished(folder.path);
  const gone = spawn(process.execPath, ["--eval", ""]);
  await once(gone, "exit");
  const [whole, other] = [keptFolder(folder.path, "a1"), keptFolder(folder.path, "b2")];
  const own = unfinishedFolder(other);
  const left = own.replace(String(process.pid), String(gone.pid));
  const stale = [left, `${other}.${randomUUID()}.tmp`];
  for (const each of [whole, own, ...stale]) {
    await mkdir(each, { recursive: true });
    await writeFile(join(each, "rows.csv"), "n\n1\n");
  }
  const versions = join(whole, "..");
  await writeFile(join(versions, "notes.tmp"), "");
  await removeUnfinished(folder.path);
  expect((await readdir(versions)).map((name) => join(versions, name)).sort()).toEqual(
    [whole, own, join(versions, "notes.tmp")].sort(),
  );
});
