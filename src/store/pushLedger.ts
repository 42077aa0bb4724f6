import type { Connection } from "./connection.ts";
import { sentPoints } from "./sentPoints.ts";
import type { UnsentPoints } from "./unsentPoints.ts";

export type PushKind = "experiment" | "run" | "logged_model" | "registered_model" | "model_version";

/** Something of ours that a remote has, too. */
export interface PushItem {
  readonly id: number;
  readonly remoteId: string;
  /** Where the remote keeps its artifacts; null for what has none. */
  readonly artifactUri: string | null;
  /** When the push began after which nothing was left to send; null while something is. */
  readonly completeAt: number | null;
}

export type PartKind = "param" | "tag" | "dataset" | "artifact" | "model" | "metric" | "alias" | "end";

export interface PushPart {
  readonly kind: PartKind;
  readonly key: string;
  /** Differs when there is something new to send under this key. */
  readonly fingerprint: string;
}

const itemColumns = "id, remote_id AS remoteId, artifact_uri AS artifactUri, complete_at AS completeAt";

/** What each remote was sent and acknowledged. `remote` is a `push_remote.id`, `item` a `push_item.id`. */
export function pushLedger(db: Connection) {
  const points = sentPoints(db);
  const addRemote = db.prepare<[string]>("INSERT INTO push_remote (url) VALUES (?) ON CONFLICT DO NOTHING");
  const remote = db.prepare<[string], number>("SELECT id FROM push_remote WHERE url = ?").pluck();
  const find = db.prepare<[number, PushKind, string], PushItem>(
    `SELECT ${itemColumns} FROM push_item WHERE remote = ? AND kind = ? AND local_id = ?`,
  );
  const insert = db.prepare<[number, PushKind, string, string, string | null]>(
    "INSERT INTO push_item (remote, kind, local_id, remote_id, artifact_uri) VALUES (?, ?, ?, ?, ?)",
  );
  const forget = db.prepare<[number]>("DELETE FROM push_item WHERE id = ?");
  const setComplete = db.prepare<[number | null, number]>("UPDATE push_item SET complete_at = ? WHERE id = ?");
  const parts = db.prepare<[number], PushPart>("SELECT kind, key, fingerprint FROM push_part WHERE item = ?");
  const setPart = db.prepare<[number, PartKind, string, string]>(
    `INSERT INTO push_part (item, kind, key, fingerprint) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET fingerprint = excluded.fingerprint`,
  );
  const removePart = db.prepare<[number, PartKind, string]>(
    "DELETE FROM push_part WHERE item = ? AND kind = ? AND key = ?",
  );
  return {
    /** The remote's number, which it gets when it is first asked for. */
    remote(url: string): number {
      const known = remote.get(url);
      return known ?? Number(addRemote.run(url).lastInsertRowid);
    },
    find: (remoteId: number, kind: PushKind, localId: string) => find.get(remoteId, kind, localId),
    add: (remoteId: number, kind: PushKind, localId: string, item: Omit<PushItem, "id" | "completeAt">): number =>
      Number(insert.run(remoteId, kind, localId, item.remoteId, item.artifactUri).lastInsertRowid),
    /** The remote no longer has it: it would be made anew. */
    forget: (item: number) => forget.run(item),
    setComplete: (item: number, at: number | null) => setComplete.run(at, item),
    parts: (item: number) => parts.all(item),
    setPart: (item: number, { kind, key, fingerprint }: PushPart) => setPart.run(item, kind, key, fingerprint),
    removePart: (item: number, kind: PartKind, key: string) => removePart.run(item, kind, key),
    addPoints: (item: number, sent: readonly UnsentPoints[]) => {
      for (const each of sent) points.add(item, each);
    },
  };
}
