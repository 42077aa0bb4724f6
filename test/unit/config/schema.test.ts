import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { withCheckTables } from "../../../scripts/schemas/checkTables.ts";
import { configJsonSchema } from "../../../src/config/schema/jsonSchema.ts";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

describe("what is made from the configuration's schema", () => {
  it("is up to date: else npm run schemas", () => {
    expect(JSON.parse(read("schemas/tidemark.schema.json"))).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
    expect(withCheckTables(read("docs/data-contracts.md"))).toBe(read("docs/data-contracts.md"));
  });

  it("describes data sets, columns and checks for hover, and allows no other keys", () => {
    const ObjectSchema = z.object({
      properties: z.record(z.string(), z.unknown()),
      additionalProperties: z.literal(false),
    });
    const described = z.object({ description: z.string() });
    const schema = ObjectSchema.parse(configJsonSchema());
    const dataset = ObjectSchema.parse(
      z.object({ additionalProperties: z.unknown() }).parse(schema.properties.datasets).additionalProperties,
    );
    const item = ObjectSchema.parse(z.object({ items: z.unknown() }).parse(dataset.properties.checks).items);
    for (const value of [...Object.values(dataset.properties), ...Object.values(item.properties)])
      described.parse(value);
  });

  it("is brought to editors by the extension", () => {
    const url = "./schemas/tidemark.schema.json";
    expect(JSON.parse(read("package.json")).contributes).toMatchObject({
      jsonValidation: [{ fileMatch: "tidemark.json", url }],
      yamlValidation: [{ fileMatch: ["tidemark.yaml", "tidemark.yml"], url }],
    });
  });
});
