import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Config } from "../../config/config.ts";
import { notFound } from "../../protocol/errors.ts";

/** @throws TidemarkError `notFound`, with the command that builds it, when a name is that of a feature without a result */
export async function mustBeBuilt(
  name: string,
  { features }: Pick<Config, "features">,
  workspace: string,
): Promise<void> {
  const feature = features.find((each) => each.name === name);
  if (feature === undefined) return;
  for (const path of feature.dataset.source.paths) {
    const isThere = await stat(resolve(workspace, path)).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      throw notFound(
        `The feature "${name}" has not been built yet: "tidemark features build ${name}" or "Tidemark: Build features" builds it.`,
      );
    }
  }
}
