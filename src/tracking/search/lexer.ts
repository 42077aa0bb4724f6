import { invalidParameter } from "../../protocol/errors.ts";

/** A piece of a filter or order: where it stood is not kept, its text always is, for the error message. */
export type Token =
  /** A key or a keyword; a key may hold quoted parts (`params."learning rate"`). */
  | { readonly kind: "word"; readonly text: string }
  /** `value` is what stands between the quotes, as it stands there: the language has no escapes. */
  | { readonly kind: "string"; readonly text: string; readonly value: string }
  | { readonly kind: "number"; readonly text: string; readonly value: number }
  | { readonly kind: "operator"; readonly text: string }
  | { readonly kind: "punctuation"; readonly text: string };

const space = /\s/;
const operatorSign = /[<>=!]/;
const punctuation = /[(),;]/;
const number = /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?=[\s<>=!(),;]|$)/y;

/** Splits the text of a search into tokens. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (space.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const token = read(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function read(text: string, at: number): Token {
  const sign = text.charAt(at);
  if (punctuation.test(sign)) return { kind: "punctuation", text: sign };
  if (operatorSign.test(sign)) return { kind: "operator", text: text.slice(at, run(text, at, operatorSign)) };
  if (sign === "'" || sign === '"') {
    const end = closingQuote(text, at);
    return { kind: "string", text: text.slice(at, end + 1), value: text.slice(at + 1, end) };
  }
  number.lastIndex = at;
  const digits = number.exec(text)?.[0];
  if (digits !== undefined) return { kind: "number", text: digits, value: Number(digits) };
  return { kind: "word", text: text.slice(at, wordEnd(text, at)) };
}

function run(text: string, from: number, sign: RegExp): number {
  let at = from;
  while (at < text.length && sign.test(text.charAt(at))) at += 1;
  return at;
}

/** A quote belongs to a word only where a part of a key begins: first of all, or after a dot. */
function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const sign = text.charAt(at);
    if (space.test(sign) || operatorSign.test(sign) || punctuation.test(sign)) break;
    if (sign === "'" || sign === '"' || sign === "`") {
      if (at > from && text.charAt(at - 1) !== ".") break;
      at = closingQuote(text, at) + 1;
    } else at += 1;
  }
  return at;
}

/**
 * Where the quote that opens at `from` closes. A doubled quote or one after a backslash does not close,
 * unless nothing else does: so `'it''s'` and `'it\'s'` are one string each, and `'C:\'` is one too.
 */
function closingQuote(text: string, from: number): number {
  const quote = text.charAt(from);
  let fallback = -1;
  for (let at = from + 1; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === "\\" && text.charAt(at + 1) === quote) {
      at += 1;
      fallback = at;
    } else if (sign === quote) {
      if (text.charAt(at + 1) !== quote) return at;
      fallback = at;
      at += 1;
    }
  }
  if (fallback < 0) throw invalidParameter(`Invalid clause(s) in filter string: '${text.slice(from)}'`);
  return fallback;
}
