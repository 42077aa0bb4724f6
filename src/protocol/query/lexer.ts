import { type Place, QueryFault } from "./ast.ts";

/** A piece of a query, with its place. */
export type Token = Place & { readonly text: string } & (
    | { readonly kind: "word" }
    /** `value` is what stands between the quotes; a doubled quote is one. */
    | { readonly kind: "string"; readonly value: string }
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "sign" }
    | { readonly kind: "end" }
  );

const space = /\s+/y;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y;
/** A name's parts may be quoted: `params."learning rate"`. Signs of arithmetic within a name belong to it: `val/loss`. */
const word = /[\p{L}\p{N}_](?:[\p{L}\p{N}_./:@%#$-]|(?<=\.)(?:"[^"]*"|`[^`]*`))*/uy;
const sign = /<=|>=|!=|==|<>|[<>=(),+\-*/]/y;

/** Splits a query into its pieces; the last one is its end. @throws QueryFault */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const blank = take(space);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const token = tokenAt(text, at, take);
    tokens.push(token);
    at = token.to;
  }
  return [...tokens, { kind: "end", text: "", from: text.length, to: text.length }];
}

function tokenAt(text: string, from: number, take: (pattern: RegExp) => string | undefined): Token {
  const quote = text.charAt(from);
  if (quote === "'" || quote === '"' || quote === "`") return quoted(text, from, quote);
  const digits = take(number);
  if (digits !== undefined) {
    return { kind: "number", text: digits, value: Number(digits), from, to: from + digits.length };
  }
  const name = take(word);
  if (name !== undefined) return { kind: "word", text: name, from, to: from + name.length };
  const found = take(sign);
  if (found !== undefined) {
    const meant = found === "==" ? "=" : found === "<>" ? "!=" : found;
    return { kind: "sign", text: meant, from, to: from + found.length };
  }
  throw new QueryFault(`"${quote}" means nothing here.`, { from, to: from + 1 });
}

/** A text, or a name in backticks. */
function quoted(text: string, from: number, quote: string): Token {
  let at = from + 1;
  while (at < text.length) {
    if (text.charAt(at) !== quote) at += 1;
    else if (text.charAt(at + 1) === quote) at += 2;
    else {
      const value = text.slice(from + 1, at).replaceAll(quote + quote, quote);
      const place = { text: text.slice(from, at + 1), from, to: at + 1 };
      return quote === "`" ? { kind: "word", ...place } : { kind: "string", value, ...place };
    }
  }
  throw new QueryFault(`The quote ${quote} that begins here is never closed.`, { from, to: text.length });
}
