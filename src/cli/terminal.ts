import { styleText } from "node:util";

/** Where a command writes: data to `out`, everything else to `error`. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  /** Emphasis for people; none where output goes to a file or NO_COLOR is set. */
  style(kind: "strong" | "quiet" | "good" | "bad" | "warning", text: string): string;
}

const formats = { strong: "bold", quiet: "dim", good: "green", bad: "red", warning: "yellow" } as const;

/** The process's own terminal. Whoever closes the pipe early (`| head`) ends the command, quietly. */
export function processTerminal(): Terminal {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(0);
  });
  return {
    out: (text) => void process.stdout.write(text),
    error: (text) => void process.stderr.write(text),
    style: (kind, text) => styleText(formats[kind], text, { stream: process.stdout }),
  };
}

/** What a script logged, made harmless: a terminal obeys control characters. */
export const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones meant.
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, " ");
