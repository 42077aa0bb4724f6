import { copyFile, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import * as z from "zod";
import { TidemarkError } from "../../protocol/errors.ts";
import type { FeatureVersion } from "../../protocol/featureEntities.ts";
import type { ContentHasher } from "../content/contentHash.ts";
import type { Session } from "../duckdb/database.ts";
import { literal } from "../duckdb/sql.ts";
import { featureFolder } from "./featureFiles.ts";

/** What was put where the last time: nothing else may be overwritten. */
const Placed = z.object({ path: z.string(), key: z.string(), content: z.string() });

interface Placing {
  readonly session: Session;
  readonly workspace: string;
  readonly hasher: ContentHasher;
  /** The version's rows. */
  readonly rows: string;
}

/**
 * Puts a version where users read it.
 * @throws TidemarkError `conflict` when a file is there that no build has put there, `invalidParameter` outside the workspace
 */
export async function placeOutput(version: FeatureVersion, output: string, placing: Placing): Promise<void> {
  const { workspace, hasher, rows, session } = placing;
  const target = isAbsolute(output) ? output : join(workspace, output);
  const below = relative(workspace, target);
  if (below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below)) {
    throw new TidemarkError(
      "invalidParameter",
      `${output} lies outside the workspace: features are written within it.`,
    );
  }
  const note = join(featureFolder(workspace), version.feature, "output.json");
  const before = await placedBefore(note);
  if ((await stat(target).catch(() => undefined)) !== undefined) {
    const content = await hasher.hash([target]);
    if (before?.path !== output || before.content !== content) {
      const message = `${output} is there already, and not as a build of ${version.feature} left it: move it away, or name another "output".`;
      throw new TidemarkError("conflict", message);
    }
    if (before.key === version.key) return;
  }
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.tmp`;
  if (target.endsWith(".csv")) {
    await session.run(`COPY (FROM read_parquet(${literal(rows)})) TO ${literal(draft)} (FORMAT csv, HEADER true)`);
  } else await copyFile(rows, draft);
  const content = await hasher.hash([draft]);
  await writeFile(note, `${JSON.stringify({ path: output, key: version.key, content })}\n`);
  await rename(draft, target);
}

async function placedBefore(note: string): Promise<z.infer<typeof Placed> | undefined> {
  const text = await readFile(note, "utf8").catch(() => undefined);
  return text === undefined ? undefined : Placed.safeParse(JSON.parse(text)).data;
}
