/** One part that has to be closed, and its name for the log. */
export type Closing = readonly [name: string, close: () => void | Promise<void>];

/** Closes parts one after the other; one that fails is reported and does not keep the rest from closing. */
export async function closeInOrder(
  parts: readonly Closing[],
  onError: (name: string, error: unknown) => void,
): Promise<void> {
  for (const [name, close] of parts) {
    try {
      await close();
    } catch (error) {
      onError(name, error);
    }
  }
}
