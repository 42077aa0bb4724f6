import type { PartKind, PushItem } from "../../store/pushLedger.ts";
import { fingerprint } from "./fingerprint.ts";
import type { PushContext } from "./pushContext.ts";
import { refusal } from "./refused.ts";

interface Pair {
  readonly key: string;
  readonly value: string;
}

export interface PairsToSend {
  readonly kind: PartKind;
  readonly pairs: readonly Pair[];
  /** At most so many in a request. */
  readonly size: number;
  /** What they belong to, for a report of failures; the key follows. */
  readonly place: string;
  readonly send: (pairs: readonly Pair[]) => Promise<unknown>;
}

/** Refusals in a row after which the rest is not tried one by one any more. */
const hopeless = 5;

/**
 * Sends the pairs that are new or have changed since they were sent, and remembers them. Of a request that is refused,
 * each pair is sent alone: one that the server does not take keeps no others from it. Tells how many were sent.
 */
export async function sendPairs(context: PushContext, item: PushItem, what: PairsToSend): Promise<number> {
  const { ledger, report } = context;
  const sent = ledger.parts(item, what.kind);
  const left = what.pairs.filter(({ key, value }) => sent.get(key) !== fingerprint(value));
  const remember = (pairs: readonly Pair[]): Promise<void> =>
    ledger.setParts(
      item,
      pairs.map(({ key, value }) => ({ kind: what.kind, key, fingerprint: fingerprint(value) })),
    );
  let count = 0;
  let refusals = 0;
  for (const chunk of chunks(left, what.size)) {
    if ((await refusal(() => what.send(chunk))) === null) {
      await remember(chunk);
      count += chunk.length;
      continue;
    }
    for (const pair of chunk) {
      const reason =
        refusals >= hopeless ? "not tried, as those before it were refused" : await refusal(() => what.send([pair]));
      if (reason === null) {
        await remember([pair]);
        count += 1;
        refusals = 0;
      } else {
        refusals += 1;
        report.fail(`${what.place} ${pair.key}`, reason);
      }
    }
  }
  return count;
}

/** Parts of at most `size`, in order. */
export function* chunks<T>(items: readonly T[], size: number): Iterable<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
