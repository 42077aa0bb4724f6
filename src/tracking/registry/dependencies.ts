import type { Store } from "../../store/openStore.ts";
import type { ReadPool } from "../../store/readPool.ts";
import type { Tables } from "../../store/tables.ts";

/** What both halves of the registry need. */
export interface RegistryDependencies {
  readonly store: Store;
  readonly reads: ReadPool;
  readonly now: () => number;
  /** Writes, and tells of the change once it is committed. */
  readonly change: <T>(work: (tables: Tables) => T) => Promise<T>;
}
