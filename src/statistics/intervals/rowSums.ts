import { generatorOf } from "../random/generator.ts";
import { at } from "../special/at.ts";
import { type Bootstrapped, bootstrap, type Resampling } from "./bootstrap.ts";
import { mostResampledRows } from "./rowResampling.ts";

/** A figure that depends on the rows through the sums of columns only, such as R² on those of y, y² and the squared error. */
export interface SumFigure {
  readonly columns: readonly Float64Array[];
  /** From the sums and the number of rows they are of, which varies with the groups drawn. NaN where it is undefined. */
  readonly figures: (sums: Float64Array, rows: number) => readonly number[];
}

/** How many groups a set of more than `mostResampledRows` makes. */
const groups = 2000;

/**
 * The bootstrap of a figure of sums. A large set is first put into 2,000 groups at random, and the groups are resampled:
 * their sums vary as the rows' do, the width of the interval then being known to about 2 %. Millions of rows take a
 * fraction of a second.
 */
export function bootstrapSums({ columns, figures }: SumFigure, resampling: Resampling): readonly Bootstrapped[] {
  const width = columns.length;
  const { table, sizes } = unitTable(columns, resampling.seed);
  const sums = new Float64Array(width);
  return bootstrap(
    new Float64Array(sizes.length).fill(1),
    (weights) => {
      let rows = 0;
      sums.fill(0);
      for (let unit = 0; unit < weights.length; unit++) {
        const weight = at(weights, unit);
        if (weight === 0) continue;
        rows += weight * at(sizes, unit);
        for (let c = 0; c < width; c++) sums[c] = at(sums, c) + weight * at(table, unit * width + c);
      }
      return figures(sums, rows);
    },
    resampling,
  );
}

interface UnitTable {
  /** The columns' sums for each unit, one after the other. */
  readonly table: Float64Array;
  /** Its rows. */
  readonly sizes: Float64Array;
}

function unitTable(columns: readonly Float64Array[], seed: number): UnitTable {
  const rows = columns[0]?.length ?? 0;
  const units = rows > mostResampledRows ? groups : rows;
  const { index } = generatorOf(seed ^ 0x5bd1e995);
  const table = new Float64Array(units * columns.length);
  const sizes = new Float64Array(units);
  for (let row = 0; row < rows; row++) {
    const unit = units === rows ? row : index(units);
    sizes[unit] = at(sizes, unit) + 1;
    for (const [c, column] of columns.entries()) {
      table[unit * columns.length + c] = at(table, unit * columns.length + c) + at(column, row);
    }
  }
  return { table, sizes };
}
