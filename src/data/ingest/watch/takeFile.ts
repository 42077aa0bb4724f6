import type { Source } from "../../../config/schema/source.ts";
import type { RowsAnswer } from "../../../protocol/ingestRequests.ts";
import { reasonOf } from "../../checks/runPlans.ts";
import type { ContentHasher } from "../../content/contentHash.ts";
import type { Database } from "../../duckdb/database.ts";
import type { Intake } from "../intake.ts";
import { fileKey } from "../keyMemory.ts";
import type { FileLine, FileList } from "./fileList.ts";
import { type FileRows, fileRows } from "./fileRows.ts";
import { type FoundFile, stampOf } from "./findFiles.ts";
import { RowDigest, sameRows } from "./rowDigest.ts";

/** A file that ended the data process so often is not tried again before it changes. */
const mostAttempts = 3;

export interface Taking {
  readonly database: Database;
  readonly workspace: string;
  readonly hasher: ContentHasher;
  readonly intake: Intake;
  readonly list: FileList;
}

/**
 * Takes a file's rows, each once, however often it is begun: what was taken is in the list, and of the rows after that the keys of
 * the data set's journal tell. A file that has changed goes on after its rows that were taken where it begins with them, and is
 * taken as a whole where it does not. What became of the file is in the list then.
 * @throws TidemarkError when rows can't be taken at the moment, as when more come than can be written; the file goes on from there
 */
export async function takeFile(found: FoundFile, watch: Source, taking: Taking): Promise<void> {
  const { list, hasher, intake } = taking;
  const earlier = await caughtUp(list.ofPath(found.path), intake);
  const base: FileLine = {
    ...soFar(earlier),
    path: found.path,
    stamp: found.stamp,
    hash: null,
    state: "begun",
    at: Date.now(),
    attempts: 0,
    reading: JSON.stringify(watch),
    message: null,
  };
  const fail: Fail = (line, message) => list.add({ ...base, ...line, state: "failed", message });

  let hash: string;
  try {
    hash = await hasher.hash([found.file]);
  } catch (error) {
    return await fail({}, reasonOf(error));
  }
  // What changes meanwhile comes again when it has settled.
  if ((await stampOf(found.file)) !== found.stamp) return;
  const before = list.ofHash(hash);
  if (before?.state === "taken") {
    if (before.path === found.path && earlier?.hash === hash) return await list.add({ ...earlier, stamp: found.stamp });
    const message =
      before.path === found.path
        ? "It is again what it was before: its rows were taken then."
        : `It has the content of ${before.path}, whose rows were taken.`;
    return await list.add({ ...base, hash, state: "same", message });
  }
  const attempts = (before?.attempts ?? 0) + 1;
  const latest = before === undefined ? base : { ...base, ...soFar(await caughtUp(before, intake)) };
  const begun: FileLine = { ...latest, hash, attempts, message: before?.message ?? null };
  if (attempts > mostAttempts) {
    const message = `The data process ended each of ${mostAttempts} times that it read this file.`;
    return await fail({ ...begun, attempts: 0 }, message);
  }
  await list.add(begun);
  await takeRows(found, watch, begun, taking, fail);
}

type Fail = (line: Partial<FileLine>, message: string) => Promise<void>;

/** How many rows were taken, and which. */
const soFar = (line: FileLine | undefined): Pick<FileLine, "rows" | "accepted" | "quarantined" | "digest"> => ({
  rows: line?.rows ?? 0,
  accepted: line?.accepted ?? 0,
  quarantined: line?.quarantined ?? 0,
  digest: line?.digest ?? new RowDigest().value,
});

const advanced = (line: FileLine, { accepted, quarantined }: RowsAnswer, digest: string): FileLine => ({
  ...line,
  attempts: 0,
  rows: line.rows + accepted + quarantined,
  accepted: line.accepted + accepted,
  quarantined: line.quarantined + quarantined,
  digest,
});

/** With the rows that were acknowledged when the engine was killed, before the list knew. */
async function caughtUp<T extends FileLine | undefined>(line: T, intake: Intake): Promise<T | FileLine> {
  let now: T | FileLine = line;
  while (now !== undefined && now.hash !== null && now.state !== "taken") {
    const known = await intake.ofFile(fileKey(now.hash, now.rows));
    if (known === undefined || known.answer.accepted + known.answer.quarantined === 0) break;
    now = advanced(now, known.answer, known.hash);
  }
  return now;
}

/** Where to go on in a file: after its rows that were taken, or at its beginning where it holds others. */
async function placed(
  rows: FileRows,
  begun: FileLine,
): Promise<{ readonly line: FileLine; readonly digest: RowDigest }> {
  const digest = await rows.digest(begun.rows);
  const same = sameRows(begun.digest, digest.value, begun.rows);
  if (begun.rows === 0 || same === "all") return { line: begun, digest };
  if (same === "allButLast") {
    const message = `Row ${begun.rows} was another when it was taken: it was taken as it was and as it is now.`;
    const before = await rows.digest(begun.rows - 1);
    return { line: { ...begun, rows: begun.rows - 1, digest: before.value, message }, digest: before };
  }
  const message = `It was changed: ${begun.rows} rows of what it held before were taken, too.`;
  return { line: { ...begun, ...soFar(undefined), message }, digest: new RowDigest() };
}

async function takeRows(
  found: FoundFile,
  watch: Source,
  begun: FileLine,
  { database, workspace, intake, list }: Taking,
  fail: Fail,
): Promise<void> {
  using session = await database.session();
  const changed = async (line: FileLine): Promise<boolean> => {
    if ((await stampOf(found.file)) === found.stamp) return false;
    await fail(line, `It was changed while it was read: ${line.rows} rows of what it held before were taken.`);
    return true;
  };
  const opened = await attempt(async () => {
    const rows = await fileRows(session, watch, found.file, workspace);
    await rows.count();
    return { rows, ...(await placed(rows, begun)) };
  });
  if ("fault" in opened) return await fail(begun, opened.fault);
  if (await changed(begun)) return;
  const { rows, line, digest } = opened.value;
  let now = line;
  // Keys of rows count from where it goes on.
  if (now !== begun) await list.add(now);
  const parts = rows.parts(now.rows)[Symbol.asyncIterator]();
  for (;;) {
    const next = await attempt(() => parts.next());
    if (await changed(now)) return;
    if ("fault" in next) return await fail(now, next.fault);
    if (next.value.done === true) break;
    const part = next.value.value;
    for (const { mark } of part) digest.add(mark);
    try {
      const answer = await intake.appendOfFile(part, {
        key: fileKey(begun.hash ?? "", now.rows),
        digest: digest.value,
      });
      now = advanced(now, answer, digest.value);
    } catch (error) {
      // That rows can't be taken at the moment is not the file's fault.
      await list.add({ ...now, attempts: 0 });
      throw error;
    }
    await list.add(now);
  }
  await list.add({ ...now, state: "taken", at: Date.now() });
}

/** What fails here is the file's fault. */
async function attempt<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly fault: string }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { fault: reasonOf(error) };
  }
}
