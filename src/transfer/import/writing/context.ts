import type { Readable } from "node:stream";
import type { Store } from "../../../store/openStore.ts";
import type { Tracking } from "../../../tracking/tracking.ts";
import type { ImportLedger } from "./ledger.ts";
import type { ImportReport } from "./report.ts";

/** The workspace that is written to. */
export interface ImportTarget {
  readonly tracking: Tracking;
  readonly store: Store;
  readonly artifactRoot: string;
}

/** What every step of one import works with. */
export interface ImportContext extends ImportTarget {
  /** Names the source for good. */
  readonly identity: string;
  readonly ledger: ImportLedger;
  readonly report: ImportReport;
  readonly signal: AbortSignal;
  /** The name of the experiment that all runs go to. */
  readonly experiment?: string;
  /** Opens a file of the source's server. */
  readonly download: (url: string) => Promise<Readable>;
}
