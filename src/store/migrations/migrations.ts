import { benchmarkTables } from "./benchmarkTables.ts";
import { dataTables } from "./dataTables.ts";
import { importTables } from "./importTables.ts";
import { loggedModelTables } from "./loggedModelTables.ts";
import { modelSourceIndex } from "./modelSourceIndex.ts";
import { promotionTables } from "./promotionTables.ts";
import { pushTables } from "./pushTables.ts";
import { registryTables } from "./registryTables.ts";
import { traceTables } from "./traceTables.ts";
import { trackingTables } from "./trackingTables.ts";

/** Every change of the schema, oldest first; its place is its number, `user_version` the last one a store has. */
export const migrations: readonly string[] = [
  trackingTables,
  loggedModelTables,
  pushTables,
  registryTables,
  modelSourceIndex,
  traceTables,
  importTables,
  dataTables,
  promotionTables,
  benchmarkTables,
];
