import type { Handlers } from "../../protocol/contract.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import type { RemoteServer } from "../../protocol/remote.ts";
import type { TrackingChange } from "../../tracking/changes.ts";
import { createPush } from "../../transfer/push/createPush.ts";
import { createKeyedLocks } from "../../transfer/push/keyedLocks.ts";
import type { LocalRecords } from "../../transfer/push/pushContext.ts";
import { createKeyring } from "../../transfer/remote/keyring.ts";
import { type RemoteAddress, remoteAddress } from "../../transfer/remote/remoteAddress.ts";
import { createSync } from "../../transfer/sync/createSync.ts";
import type { Logger } from "../engineLog.ts";
import type { Wire } from "../wire.ts";

export type PushHandlers = Pick<
  Handlers<EngineContract>,
  Extract<keyof EngineContract["requests"], `${"push" | "sync"}/${string}`>
>;

/** Sends what is recorded here to other servers. */
export interface Pushing {
  readonly handlers: PushHandlers;
  /** Goes on keeping experiments pushed. */
  begin(): void;
  changed(change: TrackingChange): void;
  close(): Promise<void>;
}

/** Milliseconds between two words about one push. */
const progressInterval = 200;

/** Pushing on request and keeping pushed, which share what they know of servers. */
export function createPushing(local: LocalRecords, wire: Wire, log: Logger): Pushing {
  const keyring = createKeyring();
  const locks = createKeyedLocks();
  const push = createPush(local, locks);
  const sync = createSync({
    local,
    locks,
    keyring,
    onState(syncs) {
      if (syncs.some(({ state }) => state === "sending")) wire.active();
      wire.emit("sync", { syncs: [...syncs] });
    },
    onError: (error) => log.error({ err: error }, "An experiment could not be kept pushed."),
  });
  const unlocked = (remote: RemoteServer): RemoteAddress => keyring.unlock(remoteAddress(remote, wire.ownUrl()));
  return {
    handlers: {
      "push/measure": ({ selection }, { signal }) => push.measure(selection, signal),
      "push/start": async ({ selection, remote }, { signal, report }) => {
        const address = unlocked(remote);
        const under = push.start(selection, address, signal);
        // Told also while nothing moves: whoever waits knows then that it is still worked on.
        const timer = setInterval(() => report(under.progress()), progressInterval);
        const summary = await under.ended.finally(() => clearInterval(timer));
        if (summary.interrupted === null) {
          keyring.keep(address);
          sync.wake(address.url);
        }
        return summary;
      },
      "sync/set": ({ experimentId, remote }, { signal }) => sync.set(experimentId, unlocked(remote), signal),
      "sync/list": () => ({ syncs: [...sync.list()] }),
      "sync/stop": async ({ experimentId }) => {
        await sync.stop(experimentId);
        return {};
      },
    },
    begin: sync.begin,
    changed: sync.changed,
    close: sync.dispose,
  };
}
