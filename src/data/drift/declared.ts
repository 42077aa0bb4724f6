import type { Dataset } from "../../config/config.ts";
import type { Member } from "../../config/schema/words.ts";
import type { DataSource } from "../../protocol/dataEntities.ts";
import type { DriftSide } from "../../protocol/driftRequests.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import { readDeclarations } from "../checks/declarations.ts";
import { dataSource } from "../checks/declaredDatasets.ts";
import { identifier, literal } from "../duckdb/sql.ts";

/** What a side of a comparison stands for, once its data set is known. */
export interface Declared {
  readonly source: DataSource;
  /** Conditions that its rows meet. */
  readonly rows: readonly string[];
  readonly time?: string | undefined;
  readonly label?: string | undefined;
  /** Columns that say which row it is, not what it is like: they are compared only when they are named. */
  readonly apart: readonly string[];
}

/** What the sides of a comparison say about their rows. Data sets are looked up in the workspace's configuration. */
export async function declare(sides: readonly DriftSide[], workspace: string): Promise<Declared[]> {
  const isNamed = sides.some(({ of }) => "dataset" in of);
  const datasets = isNamed ? (await readDeclarations(workspace)).config.datasets : [];
  return sides.map(({ of }) => {
    if (!("dataset" in of)) return { source: of.source, rows: [], apart: [] };
    if (!("version" in of)) return declaredBy(of, datasets);
    const { source } = of;
    if (source === undefined) throw invalidParameter(`Where version ${of.version} of "${of.dataset}" is isn't known.`);
    const isDeclared = datasets.some(({ name }) => name === of.dataset);
    return isDeclared ? { ...declaredBy(of, datasets), source } : { source, rows: [], apart: [] };
  });
}

type OfDataset = Extract<DriftSide["of"], { dataset: string }>;

function declaredBy({ dataset: name, part }: OfDataset, datasets: readonly Dataset[]): Declared {
  const dataset = datasets.find((one) => one.name === name);
  if (dataset === undefined) {
    const known = datasets.map((one) => one.name).join(", ");
    throw notFound(`There is no data set "${name}"${known === "" ? "" : ` (there are ${known})`}.`);
  }
  const { source, split, keys, time, label } = dataset;
  const apart = [...keys, ...(time === undefined ? [] : [time])];
  if (part === undefined) return { source: dataSource(source), rows: [], time, label, apart };
  if (split === undefined)
    throw invalidParameter(`The data set "${name}" has no "split", so it has no part "${part}".`);
  if (split.kind === "sources") return { source: dataSource(split[part]), rows: [], time, label, apart };
  const rows = [`CAST(${identifier(split.column)} AS VARCHAR) IN (${split[part].map(memberText).join(", ")})`];
  return { source: dataSource(source), rows, time, label, apart: [...apart, split.column] };
}

const memberText = (member: Member): string => literal(String(member));
