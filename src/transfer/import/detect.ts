import { stat } from "node:fs/promises";
import { join } from "node:path";
import { notFound } from "../../protocol/errors.ts";
import { type ImportCandidate, ImportKind, type ImportPlace } from "../../protocol/import.ts";
import { remoteAddress } from "../remote/remoteAddress.ts";
import { isServer } from "./server/serverSource.ts";
import { sources } from "./sources.ts";

/** What can be imported from a place: records that lie there, or in the usual folders and files below. */
export async function detect(from: ImportPlace, signal: AbortSignal): Promise<readonly ImportCandidate[]> {
  if (await isServer(from.place)) {
    return [{ kind: "mlflowServer", place: remoteAddress({ url: from.place }, null).url, runs: null }];
  }
  const found = await stat(from.place).catch(() => undefined); // Not there, or not ours to see.
  if (found === undefined) throw notFound(`There is no ${from.place}.`, { place: from.place });
  const candidates: ImportCandidate[] = [];
  for (const kind of ImportKind.options) {
    signal.throwIfAborted();
    const candidate = await candidateOf(kind, from);
    if (candidate !== undefined) candidates.push(candidate);
  }
  return candidates;
}

async function candidateOf(kind: ImportKind, from: ImportPlace): Promise<ImportCandidate | undefined> {
  const { matches, open, usual } = sources[kind];
  for (const place of [from.place, ...usual.map((name) => join(from.place, name))]) {
    if (!(await matches(place))) continue;
    const source = await open({ ...from, place });
    return { kind, place, runs: await source.count() };
  }
  return undefined;
}
