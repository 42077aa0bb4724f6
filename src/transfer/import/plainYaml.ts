import { parseDocument } from "yaml";
import type { Plain } from "./pythonText.ts";

/**
 * A YAML text's values. Nothing is made of tags such as `!!python/object`: what they stand on is read as a plain map,
 * list or text.
 * @throws when the text is no YAML
 */
export function plainYaml(text: string): Plain {
  const document = parseDocument(text, { intAsBigInt: true, uniqueKeys: false, logLevel: "silent" });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  return document.toJS({ maxAliasCount: 100 });
}
