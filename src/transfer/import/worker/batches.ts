import type { ForeignItem, ForeignSource } from "../foreign.ts";
import type { ImportBatch } from "./messages.ts";

/** A batch is sent when it weighs this much; a point weighs 1. */
const fullWeight = 5000;

/** Reads a source in batches. The last one may have no items. */
export async function* batches(
  source: ForeignSource,
  known: ReadonlyMap<string, string>,
  signal: AbortSignal,
): AsyncGenerator<ImportBatch> {
  const unchanged = new Set<string>();
  let told = 0;
  let items: ForeignItem[] = [];
  let weight = 0;
  const batch = (): ImportBatch => {
    const full = { items, unchanged: unchanged.size - told };
    told = unchanged.size;
    items = [];
    weight = 0;
    return full;
  };
  const isKnown = (key: string, fingerprint: string): boolean => {
    if (known.get(key) !== fingerprint) return false;
    unchanged.add(key);
    return true;
  };
  for await (const item of source.read({ isKnown, signal })) {
    items.push(item);
    weight += weightOf(item);
    if (weight >= fullWeight) yield batch();
  }
  yield batch();
}

function weightOf(item: ForeignItem): number {
  if (item.kind === "metrics") return item.points.length;
  if (item.kind === "loggedModel") return 100 + item.metrics.length;
  if (item.kind === "artifact" && "bytes" in item.from) return 10 + item.from.bytes.length / 200;
  return item.kind === "run" ? 100 : 10;
}
