import { readConfig } from "../../../src/config/readConfig.ts";
import type { Range } from "../../../src/config/text/lines.ts";

/** The text that a range covers, lines counted as editors do. */
export function textAt(text: string, { start, end }: Range): string {
  const lines = text.replace(/^\uFEFF/, "").split(/(?<=\r\n|\n|\r(?!\n))/);
  const offset = (line: number, character: number) => lines.slice(0, line).join("").length + character;
  return lines.join("").slice(offset(start.line, start.character), offset(end.line, end.character));
}

/** Problems as `path: «the text they stand at» message`. */
export const problemsOf = (text: string, fileName = "tidemark.yaml"): string[] =>
  readConfig(text, fileName).problems.map(({ path, range, message }) => `${path}: «${textAt(text, range)}» ${message}`);

/** A data set `t` of one column `c` that promises this. */
export const column = (checks: string): string =>
  `datasets:\n  t:\n    source: t.csv\n    columns:\n      c: {${checks}}\n`;

/** A data set `t` with this below `checks`. */
export const table = (item: string, more = ""): string =>
  `datasets:\n  t:\n    source: t.csv\n${more}    checks:\n      - ${item}\n`;

/** What is checked because the file says so. */
export const declared = (text: string) =>
  readConfig(text, "tidemark.yaml").config.datasets.flatMap(({ checks }) => checks.filter(({ implied }) => !implied));
