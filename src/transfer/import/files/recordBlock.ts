/** Some records of a file in their order: as many as one read gave, so that waiting costs little for each. */
export interface RecordBlock {
  readonly records: readonly Uint8Array[];
  /** What is wrong with the file behind these records, in words for people. */
  readonly damage?: string;
}

/** Larger ones are left out rather than held in memory. */
export const largestRecord = 256 * 2 ** 20;

/** The blocks of a file; one that can't be opened or read on is damaged like any other. */
export async function* readErrorsAsDamage(blocks: AsyncGenerator<RecordBlock>): AsyncGenerator<RecordBlock> {
  try {
    yield* blocks;
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    yield { records: [], damage: `can't be read: ${error.message}` };
  }
}
