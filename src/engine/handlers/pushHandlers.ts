import type { Handlers } from "../../protocol/contract.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import { createPush, type PushOptions } from "../../transfer/push/createPush.ts";
import { createKeyedLocks } from "../../transfer/push/keyedLocks.ts";
import type { LocalRecords } from "../../transfer/push/pushContext.ts";
import { createKeyring } from "../../transfer/remote/keyring.ts";
import { remoteAddress } from "../../transfer/remote/remoteAddress.ts";
import type { Wire } from "../wire.ts";

export type PushHandlers = Pick<Handlers<EngineContract>, Extract<keyof EngineContract["requests"], `push/${string}`>>;

/** Milliseconds between two events about one push, at least. */
const progressInterval = 200;

/** What the engine answers about sending runs to other servers. */
export function pushHandlers(local: LocalRecords, wire: Wire): PushHandlers {
  const keyring = createKeyring();
  const push = createPush(local, createKeyedLocks());
  return {
    "push/measure": ({ selection }, { signal }) => push.measure(selection, signal),
    "push/start": async ({ pushId, selection, remote }, { signal }) => {
      const address = keyring.unlock(remoteAddress(remote, wire.ownUrl()));
      return push.start(selection, address, { signal, onProgress: progressTo(pushId, wire) });
    },
  };
}

/** Tells clients of a push now and then; how it ended is its answer. */
function progressTo(pushId: string, { emit }: Wire): PushOptions["onProgress"] {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < progressInterval) return;
    last = now;
    emit("pushProgress", { pushId, ...progress });
  };
}
