import { parseArgs } from "node:util";
import { invalidParameter } from "../protocol/errors.ts";

export interface EngineArguments {
  readonly workspace: string;
  /** Undefined: the port it had before, or one that the workspace's path suggests. */
  readonly port: number | undefined;
  /** Undefined: the token it had before, or a new random one. Null: no token is asked for. */
  readonly token: string | null | undefined;
  /** After so many idle minutes the engine stops; 0 never. */
  readonly idleMinutes: number;
  /** Stays until it is told to stop, and follows its terminal. */
  readonly foreground: boolean;
}

/**
 * Reads the engine's command line: `--workspace DIR [--port N] [--token T | --no-token] [--idle-minutes N] [--foreground]`.
 * Rejects what it does not understand with `invalidParameter`.
 */
export function parseEngineArguments(argv: readonly string[]): EngineArguments {
  const values = parse(argv);
  if (values.workspace === undefined) throw invalidParameter("Say which workspace to serve: --workspace DIR.");
  if (values.token !== undefined && values["no-token"] === true) {
    throw invalidParameter("--token and --no-token exclude each other.");
  }
  if (values.token === "") throw invalidParameter("--token needs a value; --no-token asks for none.");
  const foreground = values.foreground === true;
  return {
    workspace: values.workspace,
    port: values.port === undefined ? undefined : wholeNumber("--port", values.port, 65_535),
    token: values["no-token"] === true ? null : values.token,
    idleMinutes:
      values["idle-minutes"] === undefined
        ? foreground
          ? 0
          : 10
        : wholeNumber("--idle-minutes", values["idle-minutes"], 100_000),
    foreground,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        workspace: { type: "string" },
        port: { type: "string" },
        token: { type: "string" },
        "no-token": { type: "boolean" },
        "idle-minutes": { type: "string" },
        foreground: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw invalidParameter(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max) throw invalidParameter(`${name} must be a whole number up to ${max}.`);
  return value;
}
