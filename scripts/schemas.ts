import { writeFile } from "node:fs/promises";
import { configJsonSchema } from "../src/config/schema/jsonSchema.ts";
import { inRoot } from "./root.ts";

// Writes the JSON Schema of tidemark.yaml from its zod schema; a test holds the two together.
await writeFile(inRoot("schemas/tidemark.schema.json"), `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
