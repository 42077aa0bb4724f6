import { type MetricTake, type NumberOperand, type Query, QueryFault } from "./ast.ts";
import { isNumber, isText, numberOf, textTest, timeOf } from "./comparisons.ts";
import { type Token, tokenize } from "./lexer.ts";
import { named, unquoted } from "./names.ts";
import type { Part } from "./part.ts";

const longest = 10_000;
const deepest = 100;

/**
 * Reads a query for runs: MLflow's grammar with OR, NOT, brackets, BETWEEN, arithmetic and functions of metrics. NOT binds
 * closer than AND, and AND closer than OR.
 * @throws QueryFault with the place of what is wrong
 */
export function parseQuery(text: string): Query {
  if (text.length > longest) {
    throw new QueryFault(`A query has at most ${longest} characters.`, { from: longest, to: text.length });
  }
  const parser = new Parser(tokenize(text));
  const query = parser.query();
  parser.expectEnd();
  return query;
}

class Parser {
  private at = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  query(): Query {
    return holds(this.any());
  }

  expectEnd(): void {
    if (this.next.kind !== "end") {
      throw new QueryFault(`AND or OR is missing before ${shown(this.next)}.`, this.next);
    }
  }

  private get next(): Token {
    const token = this.tokens[Math.min(this.at, this.tokens.length - 1)];
    if (token === undefined) throw new TypeError("A query has an end.");
    return token;
  }

  private take(): Token {
    const token = this.next;
    this.at += 1;
    return token;
  }

  private isWord(word: string, ahead = 0): boolean {
    const token = this.tokens[this.at + ahead];
    return token?.kind === "word" && token.text.toUpperCase() === word;
  }

  private isSign(...signs: readonly string[]): boolean {
    return this.next.kind === "sign" && signs.includes(this.next.text);
  }

  private expectSign(sign: string, why: string): Token {
    if (!this.isSign(sign)) throw new QueryFault(`"${sign}" is missing ${why}.`, this.next);
    return this.take();
  }

  private joined(word: "AND" | "OR", one: () => Part): Part {
    const first = one();
    if (!this.isWord(word)) return first;
    const parts = [holds(first)];
    let { to } = first;
    while (this.isWord(word)) {
      this.take();
      const part = one();
      parts.push(holds(part));
      to = part.to;
    }
    return { kind: "holds", query: { kind: word === "AND" ? "and" : "or", parts }, from: first.from, to };
  }

  private any(): Part {
    return this.joined("OR", () => this.joined("AND", () => this.negated()));
  }

  private negated(): Part {
    if (!this.isWord("NOT")) return this.comparison();
    const { from } = this.take();
    const part = this.deeper(() => this.negated());
    return { kind: "holds", query: { kind: "not", part: holds(part) }, from, to: part.to };
  }

  private comparison(): Part {
    const left = this.sum();
    if (left.kind === "holds") return left;
    const query = this.comparisonOf(left);
    if (query === undefined) return left;
    return { kind: "holds", query, from: left.from, to: this.tokens[this.at - 1]?.to ?? left.to };
  }

  /** Undefined where nothing is compared. */
  private comparisonOf(left: Part): Query | undefined {
    if (this.isSign("=", "!=", "<", "<=", ">", ">=")) {
      const operator = this.take();
      return compared(left, operator, this.sum());
    }
    if (this.isWord("IS")) {
      this.take();
      const isNegated = this.takeWord("NOT");
      if (!this.takeWord("NULL")) throw new QueryFault("After IS comes NULL or NOT NULL.", this.next);
      if (left.kind !== "named") throw new QueryFault("IS NULL asks about a name, such as metrics.loss.", left);
      return { kind: "missing", isNegated, subject: left.named };
    }
    const isNegated = this.isWord("NOT") && ["BETWEEN", "IN"].some((word) => this.isWord(word, 1));
    if (isNegated) this.take();
    if (this.takeWord("BETWEEN")) {
      const low = timeOf(left, this.sum());
      if (!this.takeWord("AND"))
        throw new QueryFault("BETWEEN has two ends, joined by AND: BETWEEN 0.1 AND 0.5.", this.next);
      const high = timeOf(left, this.sum());
      return { kind: "between", isNegated, value: numberOf(left), low: numberOf(low), high: numberOf(high) };
    }
    if (this.takeWord("IN")) return this.list(left, isNegated);
    for (const comparator of ["LIKE", "ILIKE"] as const) {
      if (!this.takeWord(comparator)) continue;
      const pattern = this.take();
      if (pattern.kind === "string") return textTest(left, { comparator, value: pattern.value });
      throw new QueryFault(`After ${comparator} comes a text in quotes, such as 'resnet%'.`, pattern);
    }
    return undefined;
  }

  private takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at += 1;
    return true;
  }

  /** Of texts, or of numbers. */
  private list(left: Part, isNegated: boolean): Query {
    this.expectSign("(", "after IN");
    const [texts, numbers]: [string[], number[]] = [[], []];
    for (;;) {
      const negative = this.isSign("-");
      if (negative) this.take();
      const item = this.take();
      if (item.kind === "string" && !negative) texts.push(item.value);
      else if (item.kind === "number") numbers.push(negative ? -item.value : item.value);
      else throw new QueryFault("A list has texts in quotes or numbers: IN ('a', 'b').", item);
      if (texts.length > 0 && numbers.length > 0) {
        throw new QueryFault("A list has either texts or numbers.", item);
      }
      if (!this.isSign(",")) break;
      this.take();
    }
    this.expectSign(")", "at the end of the list");
    if (numbers.length > 0) return { kind: "oneOf", isNegated, value: numberOf(left), values: numbers };
    return textTest(left, { comparator: isNegated ? "NOT IN" : "IN", values: texts });
  }

  private sum(): Part {
    return this.arithmetic(["+", "-"], () => this.arithmetic(["*", "/"], () => this.signed()));
  }

  private arithmetic(signs: readonly ("+" | "-" | "*" | "/")[], one: () => Part): Part {
    let left = one();
    for (;;) {
      const operator = signs.find((sign) => this.isSign(sign));
      if (operator === undefined) return left;
      this.take();
      const right = one();
      const operand = { of: "arithmetic", operator, left: numberOf(left), right: numberOf(right) } as const;
      left = { kind: "number", operand, from: left.from, to: right.to };
    }
  }

  private signed(): Part {
    if (!this.isSign("-", "+")) return this.atom();
    const sign = this.take();
    const part = this.deeper(() => this.signed());
    const operand = numberOf(part);
    if (sign.text === "+") return { kind: "number", operand, from: sign.from, to: part.to };
    const negative: NumberOperand =
      operand.of === "number"
        ? { of: "number", value: -operand.value }
        : { of: "arithmetic", operator: "-", left: { of: "number", value: 0 }, right: operand };
    return { kind: "number", operand: negative, from: sign.from, to: part.to };
  }

  private atom(): Part {
    const token = this.take();
    const { from, to } = token;
    switch (token.kind) {
      case "number":
        return { kind: "number", operand: { of: "number", value: token.value }, from, to };
      case "string":
        return { kind: "text", value: token.value, from, to };
      case "word":
        if (this.isSign("(") && !keywords.has(token.text.toUpperCase())) return this.call(token);
        if (keywords.has(token.text.toUpperCase()))
          throw new QueryFault(`A name is missing before ${shown(token)}.`, token);
        return { kind: "named", named: named(token.text, token), text: token.text, from, to };
      case "end":
        throw new QueryFault("The query ends too early: a name or number is missing.", token);
      case "sign": {
        if (token.text !== "(") throw new QueryFault(`A name or number is missing before ${shown(token)}.`, token);
        const inner = this.deeper(() => this.any());
        const close = this.expectSign(")", "to close the bracket");
        return { ...inner, from, to: close.to };
      }
    }
  }

  /** `best(loss)`, `at(val/loss, 100)`. */
  private call(name: Token): Part {
    const take = functions[name.text.toLowerCase()];
    if (take === undefined) {
      throw new QueryFault(`There is no function "${name.text}": there are ${functionNames.join(", ")}.`, name);
    }
    this.expectSign("(", `after ${name.text}`);
    const metric = this.take();
    if (metric.kind !== "word" && !(metric.kind === "string" && metric.text.startsWith('"'))) {
      throw new QueryFault(
        `${name.text} is of a metric: ${name.text}(loss${take === "at" || take === "mean" ? ", 100" : ""}).`,
        metric,
      );
    }
    const key = unquoted(metric.text.replace(/^metrics?\./, ""));
    const chosen = take === "at" ? { at: this.step() } : take === "mean" ? { mean: this.number() } : take;
    const { to } = this.expectSign(")", `at the end of ${name.text}`);
    const place = { from: name.from, to };
    return { kind: "number", operand: { of: "metric", key, take: chosen, place }, ...place };
  }

  private step(): number {
    this.expectSign(",", "before the step: at(loss, 100)");
    const negative = this.isSign("-");
    if (negative) this.take();
    const step = this.take();
    if (step.kind !== "number" || !Number.isSafeInteger(step.value)) {
      throw new QueryFault("A step is a whole number: at(loss, 100).", step);
    }
    return negative ? -step.value : step.value;
  }

  /** How many last values a mean is of. */
  private number(): number {
    this.expectSign(",", "before the number of values: mean(loss, 10)");
    const number = this.take();
    if (
      number.kind === "number" &&
      Number.isInteger(number.value) &&
      number.value >= 1 &&
      number.value <= mostAveraged
    ) {
      return number.value;
    }
    throw new QueryFault(`A mean is of 1 to ${mostAveraged} last values: mean(loss, 10).`, number);
  }

  private deeper<T>(work: () => T): T {
    if (this.depth >= deepest) throw new QueryFault(`Brackets lie in each other at most ${deepest} deep.`, this.next);
    this.depth += 1;
    const found = work();
    this.depth -= 1;
    return found;
  }
}

/** A mean reads its values one by one. */
export const mostAveraged = 10_000;

const functions: Readonly<Record<string, Exclude<MetricTake, object> | "at" | "mean" | undefined>> = {
  ...{ last: "last", first: "first", min: "min", max: "max", best: "best", count: "count", at: "at", mean: "mean" },
};

/** In the order in which they are told. */
export const functionNames = ["best", "last", "first", "min", "max", "at", "mean", "count"] as const;

export const keywords: ReadonlySet<string> = new Set([
  ...["AND", "OR", "NOT", "IN", "LIKE", "ILIKE", "BETWEEN", "IS", "NULL"],
]);

function holds(part: Part): Query {
  if (part.kind === "holds") return part.query;
  throw new QueryFault("A comparison is missing, such as metrics.loss < 0.5.", part);
}

function compared(left: Part, operator: Token, right: Part): Query {
  const comparator = comparators.find((each) => each === operator.text);
  if (comparator === undefined) throw new TypeError(`${operator.text} compares nothing.`);
  if (left.kind === "holds" || right.kind === "holds") {
    throw new QueryFault("A comparison can't be compared: join the two by AND or OR.", operator);
  }
  const [first, second] = [timeOf(right, left), timeOf(left, right)];
  const [subject, text] = second.kind === "text" ? [first, second] : [second, first];
  if (text.kind !== "text") {
    if (!isNumber(first) || !isNumber(second)) {
      const wrong = isNumber(first) ? second : first;
      throw new QueryFault("A text is compared with a text in quotes, such as status = 'FAILED'.", wrong);
    }
    return { kind: "compare", comparator, left: numberOf(first), right: numberOf(second) };
  }
  if (!isText(subject)) throw new QueryFault("This is compared with a number, which stands without quotes.", text);
  if (comparator !== "=" && comparator !== "!=") {
    throw new QueryFault(`Texts are compared by =, !=, LIKE, ILIKE and IN, not by ${comparator}.`, operator);
  }
  return textTest(subject, { comparator, value: text.value });
}

const comparators = ["=", "!=", "<", "<=", ">", ">="] as const;

const shown = (token: Token): string => (token.kind === "end" ? "the end" : `"${token.text}"`);
