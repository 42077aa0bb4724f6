import { dirname, join } from "node:path";
import type { DatasetLink } from "../../../tracking/types.ts";
import type { FileBelow } from "../files/filesBelow.ts";
import type { ForeignItem } from "../foreign.ts";
import { readMeta } from "./readMeta.ts";
import { DatasetMeta, LinkMeta } from "./schemas.ts";

/** The data sets and models that a run read and made, from the `meta.yaml` of each link. */
export async function* readLinks(
  run: string,
  experimentFolder: string,
  files: readonly FileBelow[],
): AsyncGenerator<ForeignItem> {
  const datasets: DatasetLink[] = [];
  const inputs: string[] = [];
  const outputs: { modelId: string; step: number }[] = [];
  for (const { path } of files) {
    const folder = dirname(path);
    const link = await readMeta(folder, LinkMeta);
    if ("problem" in link) {
      yield { kind: "skipped", place: folder, reason: link.problem };
      continue;
    }
    const { source_type, source_id, destination_type, destination_id, step, tags } = link.meta;
    if (destination_type === "MODEL_OUTPUT") outputs.push({ modelId: destination_id, step: step ?? 0 });
    else if (destination_type === "MODEL_INPUT") inputs.push(destination_id);
    else if (source_type === "DATASET") {
      const place = join(experimentFolder, "datasets", source_id);
      const dataset = await readMeta(place, DatasetMeta);
      if ("problem" in dataset) yield { kind: "skipped", place, reason: dataset.problem };
      else datasets.push(datasetLink(dataset.meta, tags));
    }
  }
  if (datasets.length > 0) yield { kind: "datasets", run, datasets };
  if (inputs.length + outputs.length > 0) yield { kind: "modelLinks", run, inputs, outputs };
}

const datasetLink = (
  { name, digest, source_type, source, schema, profile }: DatasetMeta,
  tags: Readonly<Record<string, string>>,
): DatasetLink => ({
  name,
  digest,
  sourceType: source_type,
  source,
  ...(schema == null ? {} : { schema }),
  ...(profile == null ? {} : { profile }),
  tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
});
