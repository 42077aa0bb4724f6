import { CancellationError, commands, type LogOutputChannel, window } from "vscode";
import { type ErrorCode, TidemarkError } from "../protocol/errors.ts";
import type { CommandId } from "./commands.ts";

/** A button under a message. */
interface WayOut {
  readonly label: string;
  readonly command: CommandId;
}

const showLog: WayOut = { label: "Show log", command: "tidemark.engine.showLog" };
const restart: WayOut = { label: "Restart engine", command: "tidemark.engine.restart" };
const refresh: WayOut = { label: "Refresh", command: "tidemark.experiments.refresh" };

/** What helps after which failure. What the user typed wrong needs no button. */
const waysOut: Partial<Readonly<Record<ErrorCode, readonly WayOut[]>>> = {
  unavailable: [restart, showLog],
  notFound: [refresh],
  diskFull: [restart, showLog],
  readOnly: [restart, showLog],
  storeTooNew: [showLog],
  storeDamaged: [showLog],
  conflict: [showLog],
  internal: [showLog],
};

export const isCancelled = (error: unknown): boolean =>
  error instanceof CancellationError || (error instanceof TidemarkError && error.code === "cancelled");

/** Shows a failure with what to do about it. */
export async function showError(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const offers = error instanceof TidemarkError ? (waysOut[error.code] ?? []) : [showLog];
  const chosen = await window.showErrorMessage(`Tidemark: ${message}`, ...offers.map(({ label }) => label));
  const offer = offers.find(({ label }) => label === chosen);
  if (offer !== undefined) await commands.executeCommand(offer.command);
}

/** Tells why nothing of Tidemark works in this window. */
export function showActivationFailure(error: unknown, log: LogOutputChannel): void {
  const message = error instanceof Error ? error.message : String(error);
  log.error(error instanceof Error ? (error.stack ?? message) : message);
  void window.showErrorMessage(`Tidemark could not start in this window: ${message}`, "Show log").then((chosen) => {
    if (chosen !== undefined) log.show();
  });
}
