import type { SpanDetail } from "../../protocol/traceEntities.ts";
import { isObject, plainValue } from "../traces/anyValue.ts";

/** Longer texts are cut off: a page is for reading. */
const longestText = 100_000;
const mostAttributes = 500;
const mostEvents = 500;

const inputsKey = "mlflow.spanInputs";
const outputsKey = "mlflow.spanOutputs";

/** A span for a view, from the JSON in which it is kept. */
export function spanDetail(content: string): SpanDetail {
  const span: unknown = JSON.parse(content);
  const { status, start_time_unix_nano: start, attributes, events } = isObject(span) ? span : {};
  let truncated = false;
  const shorten = (text: string): string => {
    if (text.length <= longestText) return text;
    truncated = true;
    return text.slice(0, longestText);
  };
  const atMost = <T>(items: readonly T[], most: number): readonly T[] => {
    truncated ||= items.length > most;
    return items.slice(0, most);
  };
  const pairs = (list: readonly Attribute[]) =>
    atMost(list, mostAttributes).map(({ key, value }) => ({ key, value: shorten(textOf(value)) }));
  const own = attributesOf(attributes);
  const found = (wanted: string): string | null => {
    const attribute = own.find(({ key }) => key === wanted);
    return attribute === undefined ? null : shorten(textOf(attribute.value));
  };
  const shown = {
    inputs: found(inputsKey),
    outputs: found(outputsKey),
    statusMessage: isObject(status) ? shorten(String(status.message ?? "")) : "",
    attributes: pairs(own.filter(({ key }) => !key.startsWith("mlflow."))),
    events: atMost(listOf(events), mostEvents).map((event) => ({
      name: String(event.name ?? ""),
      at: event.time_unix_nano === undefined ? null : (Number(event.time_unix_nano) - Number(start ?? 0)) / 1e6,
      attributes: pairs(attributesOf(event.attributes)),
    })),
  };
  return { ...shown, truncated };
}

interface Attribute {
  readonly key: string;
  readonly value: unknown;
}

const attributesOf = (list: unknown): readonly Attribute[] =>
  listOf(list).map(({ key, value }) => ({ key: String(key ?? ""), value: plainValue(value) }));

const listOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

/** Text as it is, anything else as JSON on several lines. */
const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, null, 2));
