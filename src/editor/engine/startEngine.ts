import type { Disposable } from "vscode";
import type { EngineHost } from "./engineHost.ts";

/** Starts the engine as soon as it may: now, or when the user trusts the folder. Failures are told by its state. */
export function startEngine(engine: EngineHost, log: { info(message: string): void }): Disposable {
  const start = (): void => {
    engine.start().then(
      ({ url }) => log.info(`The engine serves ${engine.folder} at ${url}.`),
      (error: unknown) => log.info(`No engine: ${error}`),
    );
  };
  const { kind } = engine.state;
  if (kind !== "noFolder" && kind !== "untrusted") start();
  let waiting = kind === "untrusted";
  return engine.onState((state) => {
    if (!waiting || state.kind === "untrusted") return;
    waiting = false;
    start();
  });
}
