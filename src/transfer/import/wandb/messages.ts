import protobuf from "protobufjs";
import { loggedSchema, outlineSchema } from "./schema.ts";

/** A 64-bit integer as protobufjs gives it. */
export type Integer = number | { toNumber(): number; toString(): string };

export interface Timestamp {
  readonly seconds: Integer;
  readonly nanos: number;
}

/** A named value: older versions write all of them as JSON. */
export interface Item {
  readonly key: string;
  /** The path of the name in nested maps; used instead of `key` when there is one. */
  readonly nested_key: readonly string[];
  readonly value?: "none" | "boolean" | "integer" | "number" | "text" | "json";
  readonly boolean: boolean;
  readonly integer: Integer;
  readonly number: number;
  readonly text: string;
  readonly json: string;
  readonly value_json: string;
}

export interface Update {
  readonly update: readonly Item[];
  readonly remove: readonly Item[];
}

interface Git {
  readonly remote_url: string;
  readonly commit: string;
}

export interface RunRecord {
  readonly run_id: string;
  readonly entity: string;
  readonly project: string;
  readonly config: Update | null;
  readonly summary: Update | null;
  readonly run_group: string;
  readonly job_type: string;
  readonly display_name: string;
  readonly notes: string;
  readonly tags: readonly string[];
  readonly sweep_id: string;
  readonly host: string;
  readonly start_time: Timestamp | null;
  readonly git: Git | null;
}

/** A record that tells of the run itself; the others have none of these. */
export interface OutlineRecord {
  readonly summary: Update | null;
  readonly config: Update | null;
  readonly run: RunRecord | null;
  readonly exit: { readonly exit_code: number; readonly runtime: number } | null;
  readonly environment: { readonly program: string; readonly git: Git | null; readonly username: string } | null;
}

/** A record of what was logged; the others have none of these. */
export interface LoggedRecord {
  readonly history: { readonly item: readonly Item[]; readonly step: { readonly num: Integer } | null } | null;
  readonly stats: { readonly timestamp: Timestamp | null; readonly item: readonly Item[] } | null;
  readonly artifact: Uint8Array;
  readonly alert: { readonly title: string; readonly text: string } | null;
  readonly output_raw: { readonly line: string } | null;
}

const recordType = (schema: string) => protobuf.parse(schema, { keepCase: true }).root.lookupType("Record");

const outlineType = recordType(outlineSchema);
const loggedType = recordType(loggedSchema);

/** @throws when the bytes are not such a message */
export function decodeOutline(bytes: Uint8Array): OutlineRecord {
  const { summary, config, run, exit, environment } = outlineType.decode(bytes);
  return { summary, config, run, exit, environment };
}

/** @throws when the bytes are not such a message */
export function decodeLogged(bytes: Uint8Array): LoggedRecord {
  const { history, stats, artifact, alert, output_raw } = loggedType.decode(bytes);
  return { history, stats, artifact, alert, output_raw };
}

export const toNumber = (integer: Integer): number => (typeof integer === "number" ? integer : integer.toNumber());

/** Milliseconds since 1970 UTC. */
export const toMilliseconds = ({ seconds, nanos }: Timestamp): number => toNumber(seconds) * 1000 + nanos / 1e6;
