import { ProgressLocation, window } from "vscode";
import type { CheckProgress } from "../../protocol/checkRequests.ts";

/** What takes no longer than this is done without a word, in milliseconds. */
const patience = 1000;

/**
 * Does something that nobody has asked for just now, and shows how far it is once that takes long. It ends when its signal says
 * so, and when the user cancels it.
 */
export async function withLateProgress(
  title: string,
  signal: AbortSignal,
  task: (signal: AbortSignal, onProgress: (progress: CheckProgress) => void) => Promise<void>,
): Promise<void> {
  const cancel = new AbortController();
  let last: CheckProgress | undefined;
  let tell = (progress: CheckProgress): void => {
    last = progress;
  };
  const running = task(AbortSignal.any([signal, cancel.signal]), (progress) => tell(progress));
  const timer = setTimeout(() => {
    window
      .withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
        token.onCancellationRequested(() => cancel.abort());
        let shown = 0;
        tell = ({ dataset, step, share }) => {
          progress.report({ message: `${dataset}: ${step}`, increment: 100 * Math.max(0, share - shown) });
          shown = Math.max(shown, share);
        };
        if (last !== undefined) tell(last);
        await running.catch(() => undefined);
      })
      .then(undefined, () => undefined);
  }, patience);
  try {
    await running;
  } finally {
    clearTimeout(timer);
  }
}
