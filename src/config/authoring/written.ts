import { isScalar, parseDocument } from "yaml";

interface Place {
  /** Whether the word stands in quotes already, and which. */
  readonly quoted: boolean;
  readonly quote: string;
  /** Whether a colon has to follow. */
  readonly asKey: boolean;
}

/** A name as it is written in YAML: in quotes only when it would mean something else without. */
export function written(name: string, { quoted, quote, asKey }: Place): string {
  if (quoted) return quote === '"' ? JSON.stringify(name).slice(1, -1) : name.replaceAll("'", "''");
  const text = isPlain(name) ? name : JSON.stringify(name);
  return asKey ? `${text}: ` : text;
}

function isPlain(name: string): boolean {
  if (!/^[\p{L}_][\p{L}\p{N}_. -]*$/u.test(name) || name.endsWith(" ")) return false;
  const { contents, errors } = parseDocument(name, { logLevel: "error" });
  return errors.length === 0 && isScalar(contents) && contents.value === name;
}
