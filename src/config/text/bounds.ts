import { Lexer } from "yaml";

/** The most characters a configuration may have. */
export const maxLength = 500_000;
const maxTokens = 150_000;
const maxDepth = 64;
const maxIndentation = 200;

/** Where and why a text is more than the parser should be given. */
export interface TooMuch {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * Looks a text over before it is parsed: the parser's own recursion has no limit, and a file of brackets alone would
 * take the process down with it.
 */
export function tooMuch(text: string): TooMuch | undefined {
  if (text.length > maxLength) {
    return { message: `The file has ${text.length} characters; at most ${maxLength} are read.`, offset: 0, length: 0 };
  }
  let [offset, tokens, flowDepth, lineDepth, atLineStart] = [0, 0, 0, 0, true];
  for (const token of new Lexer().lex(text)) {
    const at = { offset, length: token.length };
    tokens += 1;
    if (tokens > maxTokens) return { message: `The file has more than ${maxTokens} parts.`, ...at };
    if (isLineEnd(token)) [lineDepth, atLineStart] = [0, true];
    else if (atLineStart && isSpace(token)) {
      if (token.length > maxIndentation) {
        return { message: `The line is indented by more than ${maxIndentation} characters.`, ...at };
      }
    } else {
      atLineStart = false;
      if (token === "[" || token === "{") flowDepth += 1;
      else if (token === "]" || token === "}") flowDepth -= 1;
      else if (token === "-" || token === "?" || token === ":") lineDepth += 1;
      // Entries of a flow map on one line stand beside each other, not in each other.
      else if (token === ",") lineDepth = 0;
      if (flowDepth > maxDepth || lineDepth > maxDepth) {
        return { message: `Values are nested more than ${maxDepth} deep.`, ...at };
      }
    }
    if (!isControl(token)) offset += token.length;
  }
  return undefined;
}

// The lexer marks a document's start, its end, a scalar and an error with these characters, which stand for no text.
const isControl = (token: string): boolean =>
  token === "\u0002" || token === "\u0018" || token === "\u001f" || token === "\u001c";
const isLineEnd = (token: string): boolean => token === "\n" || token === "\r\n";
const isSpace = (token: string): boolean => /^[ \t]+$/.test(token);
