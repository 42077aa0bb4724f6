import { readFile } from "node:fs/promises";
import type { TagInput } from "../../../tracking/types.ts";
import type { FilesBelow } from "../files/filesBelow.ts";

/** Parameters or tags of which each is a file: its name is the key (folders stand for `/`), what it holds the value. */
export const readPairs = ({ files }: FilesBelow): Promise<readonly TagInput[]> =>
  Promise.all(files.map(async ({ path, name }) => ({ key: name, value: await readFile(path, "utf8") })));
