import { type Plain, pythonText } from "../pythonText.ts";
import { decodeHparams, type HparamValue } from "./messages.ts";

export const hparamsPlugin = "hparams";

/** What TensorBoard's hparams plugin says of a run. */
export interface Hparams {
  readonly params: readonly (readonly [key: string, value: string])[];
  /** Seconds since 1970 UTC. */
  readonly started?: number;
  readonly ended?: number;
  readonly failed: boolean;
}

/** `Status` of tensorboard/plugins/hparams/api.proto. */
const failure = 2;

/** @throws when the plugin's data can't be read */
export function hparamsOf(content: Uint8Array): Hparams {
  const { session_start_info: start, session_end_info: end } = decodeHparams(content);
  const params = Object.entries(start?.hparams ?? {}).map(([key, value]) => [key, textOf(value)] as const);
  return {
    params,
    ...(start !== null && start.start_time_secs > 0 ? { started: start.start_time_secs } : {}),
    ...(end !== null && end.end_time_secs > 0 ? { ended: end.end_time_secs } : {}),
    failed: end?.status === failure,
  };
}

const textOf = (value: HparamValue): string => pythonText(plain(value));

/** All its numbers are doubles: a whole one is shown without `.0`, as an integer was most likely meant. */
function plain(value: HparamValue): Plain {
  switch (value.kind) {
    case "number_value":
      return Number.isSafeInteger(value.number_value) ? BigInt(value.number_value) : value.number_value;
    case "string_value":
      return value.string_value;
    case "bool_value":
      return value.bool_value;
    case "list_value":
      return value.list_value?.values.map(plain) ?? [];
    case "struct_value":
      return Object.fromEntries(
        Object.entries(value.struct_value?.fields ?? {}).map(([key, each]) => [key, plain(each)]),
      );
    default:
      return null;
  }
}
