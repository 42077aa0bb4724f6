import { linesOf, type Position, type Range } from "../../config/text/lines.ts";
import { rangeOf } from "../delimited/locate.ts";
import { textOf } from "../delimited/text.ts";
import { bytesOf } from "../files/bytes.ts";
import { type JsonRecord, JsonSplitter } from "./splitter.ts";
import { topLevelValue } from "./topLevelValue.ts";

/** A value of a row that was read from JSON. */
export interface ValueAddress {
  /** From 1. */
  readonly record: number;
  /** A key of the row. */
  readonly key: string;
}

export interface LocatedValue extends ValueAddress {
  /** The value as it is written, as VS Code counts; of a row that lacks the key, or is no object, the whole row. */
  readonly range: Range;
  /** The value's JSON; left out when the row lacks the key. */
  readonly text?: string;
}

/**
 * Where values stand in a JSON file, in the order asked. Reads the file once, up to the last record asked for. Records are
 * numbered from 1 as DuckDB numbers its rows: lines that are not blank, or the elements of the list that the file is.
 * @returns undefined for records that the file does not have
 * @throws TidemarkError as `bytesOf`
 */
export async function locateValues(
  file: string,
  format: "json" | "jsonl",
  values: readonly ValueAddress[],
  signal?: AbortSignal,
): Promise<(LocatedValue | undefined)[]> {
  const found: (LocatedValue | undefined)[] = values.map(() => undefined);
  const wanted = Map.groupBy(values.keys(), (i) => values[i]?.record);
  const last = values.reduce((most, { record }) => Math.max(most, record), 0);
  let next = 1;
  const splitter = new JsonSplitter(format === "jsonl", {
    wantsText: () => wanted.has(next),
    record(record) {
      for (const i of wanted.get(next) ?? []) {
        const value = values[i];
        if (value !== undefined) found[i] = located(value, record);
      }
      next += 1;
    },
    blankLine: () => undefined,
  });
  for await (const { bytes } of textOf(bytesOf(file, signal), "utf-8")) {
    splitter.push(bytes);
    if (next > last) return found;
  }
  splitter.end();
  return found;
}

function located(address: ValueAddress, { start, end, text }: JsonRecord): LocatedValue {
  const span = text === undefined ? undefined : topLevelValue(text, address.key);
  if (text === undefined || span === undefined) return { ...address, range: rangeOf(start, end) };
  const { start: from, end: to } = linesOf(text).range(span.start, span.end);
  const moved = ({ line, character }: Position): Position => ({
    line: start.line + line,
    character: line === 0 ? start.character + character : character,
  });
  return { ...address, range: { start: moved(from), end: moved(to) }, text: text.slice(span.start, span.end) };
}
