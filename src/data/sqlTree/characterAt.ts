/** The place in UTF-16, as editors count, of one that DuckDB's trees count in bytes of UTF-8. */
export const characterAtByte = (text: string, byte: number): number =>
  Buffer.from(text, "utf8").subarray(0, byte).toString("utf8").length;

/** Of one that its parser's errors count in code points. */
export const characterAtCodePoint = (text: string, index: number): number => [...text].slice(0, index).join("").length;
