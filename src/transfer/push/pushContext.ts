import type { CodeState } from "../../protocol/entities.ts";
import type { Store } from "../../store/openStore.ts";
import type { ReadPool } from "../../store/readPool.ts";
import type { Tracking } from "../../tracking/tracking.ts";
import type { RemoteMlflow } from "../remote/remoteMlflow.ts";
import type { Ledger } from "./ledger.ts";
import type { Report } from "./report.ts";

/** What is read from this workspace. */
export interface LocalRecords {
  readonly tracking: Tracking;
  readonly store: Store;
  /** Where long reads run. */
  readonly reads: ReadPool;
  readonly artifactRoot: string;
  readonly codeOf: (runId: string) => CodeState;
}

/** What every step of one push, or of one round of a sync, works with. */
export interface PushContext {
  readonly local: LocalRecords;
  readonly remote: RemoteMlflow;
  readonly ledger: Ledger;
  readonly report: Report;
  readonly signal: AbortSignal;
  /** Remote ids that were seen on the remote: they are not looked for again as long as this set lives. */
  readonly seen: Set<string>;
}
