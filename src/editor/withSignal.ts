import type { CancellationToken } from "vscode";

/** Does something that ends early when the editor's token is cancelled. */
export async function withSignal<Result>(
  token: CancellationToken,
  task: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const abort = new AbortController();
  const subscription = token.onCancellationRequested(() => abort.abort());
  try {
    return await task(abort.signal);
  } finally {
    subscription.dispose();
  }
}
