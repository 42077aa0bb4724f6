import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { artifactFile, pathOfUri } from "../../../tracking/artifactPath.ts";
import type { ForeignArtifact } from "../foreign.ts";
import { goesOn } from "../server/goesOn.ts";
import { refusal } from "./attempt.ts";
import type { ImportContext } from "./context.ts";

/**
 * Copies one artifact to its place below an artifact address of ours; one that is here already stays.
 * @returns whether it is missing though the source's server may give it another time
 */
export async function writeArtifact(context: ImportContext, uri: string, item: ForeignArtifact): Promise<boolean> {
  const { artifactRoot, report, tracking } = context;
  const place = "file" in item.from ? item.from.file : item.path;
  try {
    const folder = pathOfUri(uri);
    if (folder === undefined) {
      report.skip(place, `the artifacts belong to ${uri}, which is not kept here`);
      return false;
    }
    const path = `${folder}/${item.path}`;
    const file = artifactFile(artifactRoot, path);
    const source = await open(context, item.from, file);
    if (source === "here") return false;
    await tracking.artifacts.put(path, source.stream).catch((error: unknown) => {
      throw source.failure() ?? error;
    });
    report.written.artifacts += 1;
    report.written.bytes += (await stat(file)).size;
    return false;
  } catch (error) {
    const unreadable = error instanceof Unreadable;
    report.skip(place, unreadable ? error.message : refusal(error));
    return unreadable && "url" in item.from;
  }
}

interface Source {
  readonly stream: Readable;
  /** Why the source could not be read to its end. */
  failure(): Unreadable | undefined;
}

class Unreadable extends Error {}

async function open(context: ImportContext, from: ForeignArtifact["from"], file: string): Promise<Source | "here"> {
  const here = await stat(file).catch(() => undefined); // Not there yet.
  if ("bytes" in from) {
    const same = here?.size === from.bytes.length && (await readFile(file)).equals(from.bytes);
    return same ? "here" : watched(Readable.from([from.bytes]));
  }
  if ("url" in from)
    return here?.size === from.size ? "here" : watched(await context.download(from.url).catch(notGiven));
  const there = await stat(from.file).catch(unreadable);
  if (!there.isFile()) throw new Unreadable("It is not a file.");
  return here?.size === there.size && here.mtimeMs >= there.mtimeMs ? "here" : watched(createReadStream(from.file));
}

function watched(stream: Readable): Source {
  let failure: Unreadable | undefined;
  stream.once("error", (cause) => {
    failure = new Unreadable(`It can't be read: ${cause.message}`, { cause });
  });
  return { stream, failure: () => failure };
}

function notGiven(cause: unknown): never {
  throw goesOn(cause) ? new Unreadable(cause.message, { cause }) : cause;
}

function unreadable(cause: unknown): never {
  throw new Unreadable(`It can't be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
}
