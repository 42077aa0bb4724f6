import { resolve } from "node:path";
import { isAddress } from "../protocol/address.ts";
import type { DriftSide } from "../protocol/driftRequests.ts";
import { usageError } from "./exitCodes.ts";

/** Rows from a time on and before another. */
export interface Window {
  readonly from?: string;
  readonly before?: string;
}

export interface SideOptions {
  /** The column of the windows. */
  readonly time?: string | undefined;
  readonly before?: Window | undefined;
  readonly now?: Window | undefined;
  /** Rows of the second side from this time on: of one data set alone they are compared with those before it. */
  readonly since?: string | undefined;
  /** Whether windows of the second side are looked for, by the column. */
  readonly hasWindows: boolean;
}

/** What a user's words compare. One word alone stands for a version and what there is now, or for train and test. */
export function driftSides(
  a: string,
  b: string | undefined,
  { time, since, hasWindows, ...windows }: SideOptions,
): readonly [DriftSide, DriftSide] {
  const side = (words: SideWords, window: Window | undefined): DriftSide => ({
    ...words,
    ...(window === undefined ? {} : { window: { ...window, ...(time === undefined ? {} : { column: time }) } }),
  });
  const [first, second] = b === undefined ? pairOf(a, since !== undefined) : [sideOf(a), sideOf(b)];
  const isOneSet = b === undefined && "dataset" in first.of && !("version" in first.of);
  const before = windows.before ?? (isOneSet && since !== undefined ? { before: since } : undefined);
  const now = windows.now ?? (since === undefined ? undefined : { from: since });
  return [side(first, before), side(second, hasWindows ? (now ?? {}) : now)];
}

type SideWords = Pick<DriftSide, "of" | "label">;

function pairOf(word: string, hasSince: boolean): readonly [SideWords, SideWords] {
  const { of } = sideOf(word);
  if (!("dataset" in of)) {
    throw usageError(`What is ${word} compared with? Name a second file, or a data set with a split.`);
  }
  const { dataset } = of;
  if ("version" in of) {
    const { part } = of;
    return [{ of }, { of: { dataset, ...(part === undefined ? {} : { part }) } }];
  }
  if (hasSince) return [{ of }, { of }];
  return [{ of: { dataset, part: "train" } }, { of: { dataset, part: "test" } }];
}

/** A path or an address has a dot, a slash or a wildcard; the name of a data set has none that matters here. */
const isPath = (word: string): boolean => /[./\\*]/.test(word);

/** A data set's name, its version and its part: `customers`, `customers:v3`, `customers:train`, `customers:v3:train`. */
const words = /^(.+?)(?::(v\d{1,9}|latest|previous|[0-9a-f]{6,64}))?(?::(train|test))?$/s;

export function sideOf(word: string): SideWords {
  const [, dataset, version, part] = words.exec(word) ?? [];
  const ofPart = part === "train" || part === "test" ? ({ part } as const) : {};
  if (dataset !== undefined && version !== undefined) return { of: { dataset, version, ...ofPart } };
  if (!isPath(word) && dataset !== undefined) return { of: { dataset, ...ofPart } };
  return { of: { source: { paths: [isAddress(word) ? word : resolve(word)] } }, label: word };
}
