import type { Store } from "../../store/openStore.ts";
import type { PartKind, PushItem, PushKind, PushPart } from "../../store/pushLedger.ts";
import type { UnsentPoints } from "../../store/unsentPoints.ts";

/** What one remote has of ours. Writes resolve once they are committed. */
export interface Ledger {
  find(kind: PushKind, localId: string): PushItem | undefined;
  /** Remembers what the remote made; it counts as not complete. */
  add(kind: PushKind, localId: string, item: Pick<PushItem, "remoteId" | "artifactUri">): Promise<PushItem>;
  forget(item: PushItem): Promise<void>;
  setComplete(item: PushItem, at: number | null): Promise<void>;
  /** Fingerprints of what was sent of one kind, by key. */
  parts(item: PushItem, kind: PartKind): ReadonlyMap<string, string>;
  setParts(item: PushItem, parts: readonly PushPart[]): Promise<void>;
  removePart(item: PushItem, kind: PartKind, key: string): Promise<void>;
  addPoints(item: PushItem, sent: readonly UnsentPoints[]): Promise<void>;
}

/** The part of the store's ledger that is about one remote; `url` is without credentials. */
export async function openLedger(store: Store, url: string): Promise<Ledger> {
  const remote = await store.write(({ pushed }) => pushed.remote(url));
  const { pushed } = store.tables;
  return {
    find: (kind, localId) => pushed.find(remote, kind, localId),
    add: (kind, localId, { remoteId, artifactUri }) =>
      store.write((tables) => {
        const id = tables.pushed.add(remote, kind, localId, { remoteId, artifactUri });
        return { id, remoteId, artifactUri, completeAt: null };
      }),
    forget: (item) =>
      store.write((tables) => {
        tables.pushed.forget(item.id);
      }),
    setComplete: (item, at) =>
      store.write((tables) => {
        tables.pushed.setComplete(item.id, at);
      }),
    parts: (item, kind) =>
      new Map(pushed.parts(item.id).flatMap((part) => (part.kind === kind ? [[part.key, part.fingerprint]] : []))),
    setParts: (item, parts) =>
      store.write((tables) => {
        for (const part of parts) tables.pushed.setPart(item.id, part);
      }),
    removePart: (item, kind, key) =>
      store.write((tables) => {
        tables.pushed.removePart(item.id, kind, key);
      }),
    addPoints: (item, sent) => store.write((tables) => tables.pushed.addPoints(item.id, sent)),
  };
}
