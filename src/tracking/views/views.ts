import type { Handlers } from "../../protocol/contract.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import type { CodeState } from "../../protocol/entities.ts";
import type { promotionRequests } from "../../protocol/promotionRequests.ts";
import type { Store } from "../../store/openStore.ts";
import type { ReadPool } from "../../store/readPool.ts";
import type { TrackingChange } from "../changes.ts";
import type { Tracking } from "../tracking.ts";

export interface ViewDependencies {
  readonly store: Store;
  readonly reads: ReadPool;
  readonly tracking: Pick<Tracking, "experiments" | "artifacts" | "registry">;
  readonly artifactRoot: string;
  readonly onChange: (change: TrackingChange) => void;
  /** The code that a run was started from, as far as it is known by now. */
  readonly codeOf: (runId: string) => CodeState;
  /** Milliseconds since 1970; the real clock when left out. */
  readonly now?: () => number;
}

/** The editor's requests that the tracking layer answers. */
type ViewName = Extract<
  Exclude<keyof EngineContract["requests"], keyof typeof promotionRequests>,
  `${"experiments" | "runs" | "metrics" | "artifacts" | "models" | "traces"}/${string}`
>;
export type Views = Pick<Handlers<EngineContract>, ViewName>;
