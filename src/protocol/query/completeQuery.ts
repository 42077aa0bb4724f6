import { runStatuses } from "../entities.ts";
import { attributeNames, spelledName } from "./names.ts";
import { functionNames } from "./parseQuery.ts";

/** What the runs have that a query may ask about. */
export interface QueryNames {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly tags: readonly string[];
}

export interface Completion {
  /** What stands in the query then. */
  readonly text: string;
  readonly kind: "metric" | "parameter" | "tag" | "attribute" | "function" | "word" | "value";
}

export interface Completions {
  /** The part of the query that is replaced. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

const most = 12;

/** How a query may go on at a place: the names that have what was typed, those that begin with it first. */
export function completeQuery(text: string, caret: number, names: QueryNames): Completions {
  const before = text.slice(0, caret);
  const status = /(?:^|[\s(])(?:attributes\.)?status\s*(?:=|!=|IN\s*\((?:\s*'\w*'\s*,)*)\s*'?(\w*)$/iu.exec(before);
  if (status !== null) {
    const typed = /'?\w*$/u.exec(before)?.[0] ?? "";
    const values = runStatuses.map((name) => ({ text: `'${name}'`, kind: "value" }) as const);
    return chosen(values, typed, caret);
  }
  // Within a text nothing is known.
  if ((before.match(/'/g)?.length ?? 0) % 2 === 1) return { from: caret, to: caret, items: [] };
  const typed = /[\p{L}\p{N}_./:@%#$`-]*$/u.exec(before)?.[0] ?? "";
  const called = new RegExp(`(?:^|[\\s(])(?:${functionNames.join("|")})\\(\\s*$`, "i");
  if (called.test(before.slice(0, before.length - typed.length))) {
    return chosen(
      names.metrics.map((key) => ({ text: spelledName(key), kind: "metric" })),
      typed,
      caret,
    );
  }
  const isComplete =
    /(?:[\p{L}\p{N}_)'"`])\s+\S*$/u.test(before) &&
    !/(?:^|\s)(?:AND|OR|NOT|BETWEEN|IN|LIKE|ILIKE|IS)\s+\S*$/iu.test(before);
  const words = isComplete ? ["AND", "OR", "BETWEEN", "IS NULL", "LIKE", "IN"] : ["NOT"];
  return chosen(
    [
      ...(isComplete && !/[<>=+\-*/]\s*\S*$/u.test(before) ? [] : everyName(names)),
      ...words.map((word) => ({ text: word, kind: "word" }) as const),
    ],
    typed,
    caret,
  );
}

const everyName = ({ metrics, params, tags }: QueryNames): Completion[] => [
  ...metrics.map((key) => ({ text: `metrics.${spelledName(key)}`, kind: "metric" }) as const),
  ...params.map((key) => ({ text: `params.${spelledName(key)}`, kind: "parameter" }) as const),
  ...functionNames.map((name) => ({ text: `${name}(`, kind: "function" }) as const),
  ...attributeNames.map((name) => ({ text: name, kind: "attribute" }) as const),
  ...tags.map((key) => ({ text: `tags.${spelledName(key)}`, kind: "tag" }) as const),
];

/** Those that begin with it, or whose last part does, before those that only have it. */
function chosen(all: readonly Completion[], typed: string, caret: number): Completions {
  const wanted = typed.toLowerCase();
  const rank = ({ text }: Completion): number => {
    const lower = text.toLowerCase();
    if (lower.startsWith(wanted)) return 0;
    if (lower.slice(lower.indexOf(".") + 1).startsWith(wanted)) return 1;
    return lower.includes(wanted) ? 2 : 3;
  };
  const items = all
    .map((item) => ({ item, rank: rank(item) }))
    .filter((one) => one.rank < 3 && one.item.text !== typed)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ item }) => item);
  return { from: caret - typed.length, to: caret, items };
}
