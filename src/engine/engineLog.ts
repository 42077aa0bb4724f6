import { appendFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import pino, { type Logger } from "pino";
import { createStream } from "rotating-file-stream";

export type { Logger } from "pino";

export interface EngineLog {
  readonly log: Logger;
  /** For an end that can't wait: writes at once, past everything buffered. */
  lastWords(message: string, error: unknown): void;
  /** Resolves when everything is in the file. */
  close(): Promise<void>;
}

export interface LogRotation {
  readonly size: `${number}${"B" | "K" | "M"}`;
  /** Older files that are kept beside the current one. */
  readonly files: number;
}

/** Opens the engine's log: JSON lines, in files that are rotated and limited in number, for the user's eyes alone. */
export function openEngineLog(file: string, rotation: LogRotation = { size: "4M", files: 4 }): EngineLog {
  const stream = createStream((index) => (index === null ? basename(file) : `${basename(file)}.${index}`), {
    path: dirname(file),
    size: rotation.size,
    rotate: rotation.files,
    mode: 0o600,
  });
  const log = pino(
    {
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    stream,
  );
  // A log that can't be written (a full disk) must not take the engine down with it.
  stream.on("error", () => undefined);
  return {
    log,
    lastWords(message, error) {
      const err = error instanceof Error ? pino.stdSerializers.errWithCause(error) : { message: String(error) };
      const line = { level: 60, time: new Date().toISOString(), pid: process.pid, err, msg: message };
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    },
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}
