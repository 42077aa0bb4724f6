import type { Dataset } from "../../config/config.ts";
import { namedDatasets } from "../../config/namedDatasets.ts";
import type { Member } from "../../config/schema/words.ts";
import type { DataSource } from "../../protocol/dataEntities.ts";
import type { DriftSide } from "../../protocol/driftRequests.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import { readDeclarations } from "../checks/declarations.ts";
import { dataSource } from "../checks/declaredDatasets.ts";
import { mustBeBuilt } from "../checks/mustBeBuilt.ts";
import { identifier, literal } from "../duckdb/sql.ts";

/** What a side of a comparison stands for, once its data set is known. */
export interface Declared {
  readonly source: DataSource;
  /** Conditions that its rows meet. */
  readonly rows: readonly string[];
  readonly time?: string | undefined;
  readonly label?: string | undefined;
  readonly prediction?: string | undefined;
  /** Columns that say which row it is, not what it is like: they are compared only when they are named. */
  readonly apart: readonly string[];
}

/** What the sides of a comparison say about their rows. Data sets are looked up in the workspace's configuration. */
export async function declare(sides: readonly DriftSide[], workspace: string): Promise<Declared[]> {
  const isNamed = sides.some(({ of }) => "dataset" in of);
  const config = isNamed ? (await readDeclarations(workspace)).config : undefined;
  const datasets = config === undefined ? [] : namedDatasets(config);
  for (const { of } of sides) {
    if (config !== undefined && "dataset" in of && !("version" in of)) await mustBeBuilt(of.dataset, config, workspace);
  }
  return sides.map(({ of }) => {
    if (!("dataset" in of)) return { source: of.source, rows: [], apart: [] };
    if (!("version" in of)) return declaredBy(of, datasets);
    const { source } = of;
    if (source === undefined) throw invalidParameter(`Where version ${of.version} of "${of.dataset}" is isn't known.`);
    const declared = datasets.find(({ name }) => name === of.dataset);
    if (of.part !== undefined && declared?.split?.kind === "sources") {
      throw invalidParameter(`The parts of "${of.dataset}" are files of their own: its versions have none.`);
    }
    return declared !== undefined ? { ...declaredBy(of, datasets), source } : { source, rows: [], apart: [] };
  });
}

type OfDataset = Extract<DriftSide["of"], { dataset: string }>;

function declaredBy({ dataset: name, part }: OfDataset, datasets: readonly Dataset[]): Declared {
  const dataset = datasets.find((one) => one.name === name);
  if (dataset === undefined) {
    const known = datasets.map((one) => one.name).join(", ");
    throw notFound(`There is no data set "${name}"${known === "" ? "" : ` (there are ${known})`}.`);
  }
  const { source, split, keys, time, label, prediction } = dataset;
  const apart = [...keys, ...(time === undefined ? [] : [time])];
  if (part === undefined) {
    const cut = split?.kind === "column" ? [split.column] : [];
    return { source: dataSource(source), rows: [], time, label, prediction, apart: [...apart, ...cut] };
  }
  if (split === undefined)
    throw invalidParameter(`The data set "${name}" has no "split", so it has no part "${part}".`);
  if (split.kind === "sources") return { source: dataSource(split[part]), rows: [], time, label, prediction, apart };
  const rows = [`CAST(${identifier(split.column)} AS VARCHAR) IN (${split[part].map(memberText).join(", ")})`];
  return { source: dataSource(source), rows, time, label, prediction, apart: [...apart, split.column] };
}

const memberText = (member: Member): string => literal(String(member));
