import type { EventName, EventOf } from "../protocol/contract.ts";
import type { EngineContract } from "../protocol/engineContract.ts";

/** What handlers know of the engine's own doors. */
export interface Wire {
  /** Where scripts log to. */
  ownUrl(): string;
  /** Something is at work that has to come to its end: the engine stays up for a while. */
  active(): void;
  /** Tells every client that is connected. */
  emit<K extends EventName<EngineContract>>(name: K, event: EventOf<EngineContract, K>): void;
}
