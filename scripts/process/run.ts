import { type ChildProcess, spawn } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { inRoot, root } from "../root.ts";

export interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Hears every line of either stream as it comes. */
  readonly onLine?: (line: string) => void;
}

export interface Ran {
  /** A signal counts as 1. */
  readonly code: number;
  /** Both streams, as they came. */
  readonly output: string;
}

/** This process's environment with the project's own tools and Node first on the path. */
export function toolEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const path = [inRoot("node_modules", ".bin"), dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  // An npm around us may run on another Node, and its name would be taken for that of an npm started here.
  const { npm_config_user_agent: _, ...inherited } = process.env;
  return { ...inherited, PATH: path, ...more };
}

/** Runs a program to its end. A program that can't be started rejects; one that fails is the caller's to judge. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: toolEnvironment(options.env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const onExit = (): void => {
    child.kill();
  };
  process.once("exit", onExit);
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    const lines = lineReader(options.onLine ?? (() => undefined));
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      chunks.push(chunk);
      lines.add(chunk);
    });
    stream.on("end", lines.end);
  }
  try {
    return { code: await ended(child), output: chunks.join("") };
  } finally {
    process.off("exit", onExit);
  }
}

/** Like {@link run} for a program that has to succeed: a failure rejects with what it said last. */
export async function runOrThrow(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  const tail = output.trimEnd().split("\n").slice(-20).join("\n");
  throw new Error(`${[command, ...args].join(" ")} ended with ${code}:\n${tail}`);
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/** Cuts chunks of text into lines. */
export function lineReader(onLine: (line: string) => void): { add: (chunk: string) => void; end: () => void } {
  let rest = "";
  return {
    add(chunk) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    },
    end() {
      if (rest !== "") onLine(rest);
      rest = "";
    },
  };
}
