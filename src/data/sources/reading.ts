import { TidemarkError } from "../../protocol/errors.ts";
import { isOfOneRow } from "../duckdb/dataError.ts";

/** How far into delimited files relations look before they are read. */
export interface Reading {
  /** Whether to look at all of a file, however large; of large ones their first records tell otherwise. */
  readonly whole: boolean;
  /** Hears of a file of which only the first records told. */
  readonly onPart: () => void;
}

/**
 * Reads data quickly, and rightly where that fails: when a row of a large file is not what its first records tell (it is ragged,
 * its line ends in another way, a value is of another type), the work is done again with all of the file looked at, as
 * checks do. So each part of the program reads a file the same way, and sound files cost one reading.
 * @param work opens its relations with the given reading; it may be called twice, so it keeps nothing of a call that failed
 */
export async function asFarAsNeeded<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
  let isPart = false;
  const onPart = (): void => {
    isPart = true;
  };
  try {
    return await work({ whole: false, onPart });
  } catch (error) {
    if (!isPart || !(error instanceof TidemarkError) || !isOfOneRow(error)) throw error;
    return await work({ whole: true, onPart });
  }
}
