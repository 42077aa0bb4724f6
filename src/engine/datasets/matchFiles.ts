import type { DataFile } from "../../protocol/checkEntities.ts";
import type { DataSource } from "../../protocol/dataEntities.ts";

export interface Declared {
  readonly name: string;
  readonly source: DataSource;
  readonly files: readonly DataFile[];
  readonly usedBy: readonly string[];
}

/** The data sets that these files are: those of exactly these files, or else those that hold all of them. */
export function datasetsOfFiles(datasets: readonly Declared[], files: readonly DataFile[]): readonly Declared[] {
  const wanted = files.map(({ path }) => path);
  const holding = datasets.filter((dataset) => {
    const paths = new Set(dataset.files.map(({ path }) => path));
    return wanted.length > 0 && wanted.every((path) => paths.has(path));
  });
  const exact = holding.filter((dataset) => dataset.files.length === wanted.length);
  return exact.length > 0 ? exact : holding;
}
