import type { Dialect } from "./dialect.ts";

/** What a written value stands for: without the quotes around it and the spaces outside them, doubled quotes as one. */
export function cellText(written: Uint8Array, { quote }: Pick<Dialect, "quote">): string {
  const text = Buffer.from(written.buffer, written.byteOffset, written.byteLength).toString("utf8");
  const trimmed = text.replace(/^ (?! )| +$/g, "");
  if (!trimmed.startsWith(quote)) return text;
  const closed = trimmed.length > 1 && trimmed.endsWith(quote);
  return trimmed.slice(1, closed ? -1 : undefined).replaceAll(quote + quote, quote);
}
