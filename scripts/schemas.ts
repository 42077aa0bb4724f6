import { readFile, writeFile } from "node:fs/promises";
import { configJsonSchema } from "../src/config/schema/jsonSchema.ts";
import { inRoot } from "./root.ts";
import { withCheckTables } from "./schemas/checkTables.ts";

// Writes what is made from the zod schemas of the configuration; a test holds them together.
await writeFile(inRoot("schemas/tidemark.schema.json"), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);

const page = inRoot("docs/data-contracts.md");
await writeFile(page, withCheckTables(await readFile(page, "utf8")));
