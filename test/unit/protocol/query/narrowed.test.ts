import { describe, expect, it } from "vitest";
import { narrowed } from "../../../../src/protocol/query/narrowed.ts";
import { parseQuery } from "../../../../src/protocol/query/parseQuery.ts";

const lr = { of: "param", key: "lr", value: "0.1" } as const;

describe("a filter that is narrowed to what runs have in common", () => {
  it("keeps its own query in brackets, and its words as parts of the name", () => {
    expect(narrowed("", [lr])).toBe("params.lr = '0.1'");
    expect(narrowed("metrics.a > 1 OR metrics.b > 1", [lr])).toBe(
      "(metrics.a > 1 OR metrics.b > 1) AND params.lr = '0.1'",
    );
    expect(narrowed("res net", [lr])).toBe("name ILIKE '%res%' AND name ILIKE '%net%' AND params.lr = '0.1'");
  });

  it("asks for what runs lack, and spells names and quotes so that they can be read", () => {
    const tag = { of: "tag", key: "my team", value: null } as const;
    expect(narrowed("", [tag])).toBe("tags.`my team` IS NULL");
    const said = [`it's`, `"so"`, `it's "so"`].map((value) => narrowed("", [{ ...lr, value }]));
    expect(said).toEqual([`params.lr = "it's"`, `params.lr = '"so"'`, `params.lr LIKE 'it_s "so"'`]);
    for (const query of said) expect(parseQuery(query).kind).toBe("text");
  });
});
