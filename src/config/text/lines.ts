/** A place in a text as editors count it: both from 0, characters in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to but without `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Turns offsets in a text into positions; lines end with LF, CRLF or a lone CR, as in VS Code. */
export interface Lines {
  range(start: number, end: number): Range;
}

export function linesOf(text: string): Lines {
  const starts = [0];
  for (const ending of text.matchAll(/\r\n|\n|\r/g)) starts.push(ending.index + ending[0].length);
  const position = (offset: number): Position => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] ?? 0) };
  };
  return { range: (start, end) => ({ start: position(start), end: position(end) }) };
}
