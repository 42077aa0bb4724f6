import type { SyncState } from "../../protocol/push.ts";

export interface SyncBarText {
  readonly text: string;
  /** For screen readers, which can't read icons. */
  readonly label: string;
  readonly isWarning: boolean;
}

const looks: Readonly<Record<SyncState["state"], { readonly icon: string; readonly words: string }>> = {
  unauthenticated: { icon: "key", words: "a server wants credentials" },
  waiting: { icon: "cloud", words: "waiting for a server" },
  sending: { icon: "cloud-upload", words: "sending" },
  current: { icon: "cloud", words: "up to date" },
};
/** What most needs to be known comes first. */
const order = ["unauthenticated", "waiting", "sending", "current"] as const;

/** The status bar item of experiments that are kept pushed; null when there are none. */
export function syncBarText(syncs: readonly SyncState[]): SyncBarText | null {
  const state = order.find((each) => syncs.some((sync) => sync.state === each));
  if (state === undefined) return null;
  const refused = syncs.some(({ failures }) => failures.length > 0);
  const { icon, words } = looks[state];
  const label = `Tidemark sync: ${words}${refused ? ", some items were refused" : ""}`;
  const isWarning = refused || state === "unauthenticated" || state === "waiting";
  return { text: `$(${isWarning ? "warning" : icon}) Sync`, label, isWarning };
}
