/**
 * Runs `task` when asked, on the next `schedule`, however often it was asked; while it runs, further calls mean
 * "once more afterwards". So there are never two in flight, and the last change is never missed.
 */
export function coalesced(deps: {
  task: () => Promise<void>;
  schedule: (run: () => void) => void;
  onError: (error: unknown) => void;
}): () => void {
  let busy = false;
  let wanted = false;
  const run = async (): Promise<void> => {
    wanted = false;
    try {
      await deps.task();
    } catch (error) {
      deps.onError(error);
    }
    busy = false;
    if (wanted) ask();
  };
  const ask = (): void => {
    wanted = true;
    if (busy) return;
    busy = true;
    deps.schedule(() => void run());
  };
  return ask;
}

/** Before the next picture; not at all while the page is hidden. */
export const nextFrame = (run: () => void): void => {
  requestAnimationFrame(run);
};
