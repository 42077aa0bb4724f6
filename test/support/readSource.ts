import type { ForeignItem, ForeignSource } from "../../src/transfer/import/foreign.ts";

type Kind = ForeignItem["kind"];
type OfKind<K extends Kind> = Extract<ForeignItem, { kind: K }>;

/** Everything that a source gives, with shortcuts to what tests ask for. */
export async function readSource(
  source: ForeignSource,
  isKnown: (run: string, fingerprint: string) => boolean = () => false,
) {
  const items: ForeignItem[] = [];
  for await (const item of source.read({ isKnown, signal: new AbortController().signal })) items.push(item);
  const of = <K extends Kind>(kind: K): readonly OfKind<K>[] =>
    items.filter((item): item is OfKind<K> => item.kind === kind);
  return {
    items,
    of,
    /** Points of a run's metric as [step, value, time]. */
    points: (run: string, key: string) =>
      of("metrics")
        .filter((metrics) => metrics.run === run)
        .flatMap(({ points }) => points)
        .filter((point) => point.key === key)
        .map(({ step, value, time }) => [step, value, time]),
    skipped: () => of("skipped").map(({ place, reason }) => `${place}: ${reason}`),
    artifacts: () => of("artifact").map(({ path }) => path),
  };
}
