import protobuf from "protobufjs";
import { eventSchema, hparamsSchema, outlineSchema } from "./schema.ts";

/** A 64-bit integer as protobufjs gives it. */
export type Integer = number | { toNumber(): number };

export const toNumber = (integer: Integer): number => (typeof integer === "number" ? integer : integer.toNumber());

/** What one record of an event file says; which of the optional fields is there tells what it is. */
export interface Event {
  /** Seconds since 1970 UTC. */
  readonly wall_time: number;
  readonly step: Integer;
  readonly what?: "graph_def" | "summary" | "tagged_run_metadata" | "meta_graph_def";
  readonly summary: { readonly value: readonly SummaryValue[] } | null;
}

export interface SummaryValue {
  readonly tag: string;
  readonly metadata: SummaryMetadata | null;
  readonly value?: "simple_value" | "obsolete_old_style_histogram" | "image" | "histo" | "audio" | "tensor";
  readonly simple_value: number;
  readonly image: { readonly encoded_image_string: Uint8Array } | null;
  readonly tensor: Tensor | null;
}

export interface SummaryMetadata {
  readonly plugin_data: { readonly plugin_name: string; readonly content: Uint8Array } | null;
}

export interface Tensor {
  readonly dtype: number;
  readonly tensor_shape: { readonly dim: readonly { readonly size: Integer }[] } | null;
  readonly tensor_content: Uint8Array;
  readonly half_val: readonly number[];
  readonly float_val: readonly number[];
  readonly double_val: readonly number[];
  readonly int_val: readonly number[];
  readonly string_val: readonly Uint8Array[];
  readonly int64_val: readonly Integer[];
  readonly bool_val: readonly boolean[];
  readonly uint32_val: readonly number[];
  readonly uint64_val: readonly Integer[];
}

/** Of an event only what tells of the run. */
export interface EventOutline {
  readonly wall_time: number;
  readonly summary: { readonly value: readonly Pick<SummaryValue, "tag" | "metadata">[] } | null;
}

export interface HparamsData {
  readonly session_start_info: {
    readonly hparams: Readonly<Record<string, HparamValue>>;
    readonly group_name: string;
    readonly start_time_secs: number;
  } | null;
  readonly session_end_info: { readonly status: number; readonly end_time_secs: number } | null;
}

/** Google's `Value`: any JSON value. */
export interface HparamValue {
  readonly kind?: "null_value" | "number_value" | "string_value" | "bool_value" | "struct_value" | "list_value";
  readonly number_value: number;
  readonly string_value: string;
  readonly bool_value: boolean;
  readonly struct_value: { readonly fields: Readonly<Record<string, HparamValue>> } | null;
  readonly list_value: { readonly values: readonly HparamValue[] } | null;
}

const message = (schema: string, name: string) => protobuf.parse(schema, { keepCase: true }).root.lookupType(name);

const eventType = message(eventSchema, "Event");
const outlineType = message(outlineSchema, "Event");
const hparamsType = message(hparamsSchema, "HParamsPluginData");

/** @throws when the bytes are not such a message */
export function decodeEvent(bytes: Uint8Array): Event {
  const { wall_time, step, what, summary } = eventType.decode(bytes);
  return { wall_time, step, what, summary };
}

/** @throws when the bytes are not such a message */
export function decodeOutline(bytes: Uint8Array): EventOutline {
  const { wall_time, summary } = outlineType.decode(bytes);
  return { wall_time, summary };
}

/** @throws when the bytes are not such a message */
export function decodeHparams(bytes: Uint8Array): HparamsData {
  const { session_start_info, session_end_info } = hparamsType.decode(bytes);
  return { session_start_info, session_end_info };
}
