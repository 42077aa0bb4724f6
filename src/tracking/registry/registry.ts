import type { Store } from "../../store/openStore.ts";
import type { ReadPool } from "../../store/readPool.ts";
import type { TrackingChange } from "../changes.ts";
import type { RegistryDependencies } from "./dependencies.ts";
import { modelVersions } from "./modelVersions.ts";
import { registeredModels } from "./registeredModels.ts";
import type { Registry } from "./registryTypes.ts";

/** MLflow's model registry. `now` is the clock. */
export function createRegistry(options: {
  readonly store: Store;
  readonly reads: ReadPool;
  readonly now: () => number;
  readonly onChange: (change: TrackingChange) => void;
}): Registry {
  const { onChange, ...rest } = options;
  const change: RegistryDependencies["change"] = async (work) => {
    const result = await rest.store.write(work);
    onChange({ models: true });
    return result;
  };
  return { models: registeredModels({ ...rest, change }), versions: modelVersions({ ...rest, change }) };
}
