import { invalidParameter } from "../../protocol/errors.ts";
import { type Token, tokenize } from "./lexer.ts";

/** What a key is compared with; the text is kept for error messages. */
export type Value =
  | { readonly kind: "string"; readonly text: string; readonly value: string }
  | { readonly kind: "number"; readonly text: string; readonly value: number }
  | { readonly kind: "list"; readonly text: string; readonly values: readonly string[] }
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "nothing" };

/** One comparison of a filter, before anyone asked whether its key and operator exist. */
export interface Clause {
  readonly identifier: string;
  /** In capitals: `>`, `LIKE`, `NOT IN`, `IS NOT NULL`, … */
  readonly operator: string;
  readonly value: Value;
}

/**
 * Splits a filter into its comparisons. They are joined by AND; like MLflow, one too many or too few
 * of these is overlooked, which is what filters glued together from pieces contain.
 */
export function parseClauses(text: string): readonly Clause[] {
  const tokens = tokenize(text);
  const clauses: Clause[] = [];
  let at = 0;
  while (at < tokens.length) {
    if (isWord(tokens[at], "AND")) {
      at += 1;
      continue;
    }
    const [clause, next] = readClause(tokens, at);
    clauses.push(clause);
    at = next;
  }
  return clauses;
}

function readClause(tokens: readonly Token[], at: number): readonly [Clause, number] {
  const subject = tokens[at];
  const identifier = identifierText(subject);
  if (identifier === undefined) {
    if (subject?.kind !== "string" || tokens[at + 1]?.kind !== "operator")
      throw invalidClauses(tokens.slice(at, at + 1));
    throw invalidParameter(`Invalid comparison clause. Expected 'Identifier' found '${subject.text}'`);
  }
  const nullTest = [
    ["IS", "NULL"],
    ["IS", "NOT", "NULL"],
  ].find((words) => words.every((word, index) => isWord(tokens[at + 1 + index], word)));
  if (nullTest !== undefined) {
    return [{ identifier, operator: nullTest.join(" "), value: { kind: "nothing" } }, at + 1 + nullTest.length];
  }
  const [operator, afterOperator] = readOperator(tokens, at + 1);
  if (operator === undefined) throw invalidClauses(tokens.slice(at, at + 1));
  const [value, next] = readValue(tokens, afterOperator);
  if (value === undefined) throw invalidClauses(tokens.slice(at, afterOperator));
  return [{ identifier, operator, value }, next];
}

const wordOperators = new Set(["LIKE", "ILIKE", "RLIKE", "IN"]);

function readOperator(tokens: readonly Token[], at: number): readonly [string | undefined, number] {
  const token = tokens[at];
  if (token?.kind === "operator") return [token.text, at + 1];
  const word = keyword(token);
  if (word !== undefined && wordOperators.has(word)) return [word, at + 1];
  const second = keyword(tokens[at + 1]);
  if (word === "NOT" && second !== undefined && wordOperators.has(second)) return [`NOT ${second}`, at + 2];
  return [undefined, at];
}

function readValue(tokens: readonly Token[], at: number): readonly [Value | undefined, number] {
  const token = tokens[at];
  if (token === undefined || token.kind === "operator") return [undefined, at];
  if (token.kind === "punctuation") return token.text === "(" ? readList(tokens, at) : [undefined, at];
  return [token, at + 1];
}

/** `('a', 'b')`: quoted texts only, and at least one. */
function readList(tokens: readonly Token[], open: number): readonly [Value, number] {
  const values: string[] = [];
  let at = open + 1;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === "string") values.push(token.value);
    else if (token?.kind !== "punctuation") break;
    else if (token.text === ")") {
      if (values.length > 0) return [{ kind: "list", text: textOf(tokens.slice(open, at + 1)), values }, at + 1];
      throw invalidParameter(
        "While parsing a list in the query, expected a non-empty list of string values, but got empty list",
      );
    } else if (token.text !== ",") break;
  }
  throw invalidParameter(
    "While parsing a list in the query, expected string value, punctuation, or whitespace, " +
      `but got different type in list: ${textOf(tokens.slice(open, at + 1))}`,
  );
}

/** A key is a word, or text in double quotes. */
function identifierText(token: Token | undefined): string | undefined {
  if (token?.kind === "word") return token.text;
  return token?.kind === "string" && token.text.startsWith('"') ? token.text : undefined;
}

const keyword = (token: Token | undefined): string | undefined =>
  token?.kind === "word" ? token.text.toUpperCase() : undefined;

const isWord = (token: Token | undefined, word: string): boolean => keyword(token) === word;

const textOf = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join(" ");

const invalidClauses = (tokens: readonly Token[]) =>
  invalidParameter(`Invalid clause(s) in filter string: ${tokens.map((token) => `'${token.text}'`).join(", ")}`);
