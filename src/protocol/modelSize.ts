import { formatBytes } from "./format.ts";
import type { ModelFiles } from "./modelEntities.ts";

/** How large a model's files are; of very many only the first are counted, and then it says so. */
export const modelSize = ({ size, cut }: Pick<ModelFiles, "size" | "cut">): string =>
  cut ? `more than ${formatBytes(size)}` : formatBytes(size);
