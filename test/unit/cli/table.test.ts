import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { table, widthOf } from "../../../src/cli/table.ts";

describe("a table in a terminal", () => {
  it("aligns columns, wide characters included, and leaves no blanks at the end", () => {
    const columns = [{ title: "NAME" }, { title: "N", align: "right" as const }];
    expect(
      table(columns, [
        ["模型", "1"],
        ["a", "200"],
      ]),
    ).toBe("NAME    N\n模型    1\na     200\n");
  });

  it("cuts what is too long", () => {
    expect(table([{ title: "", width: 4 }], [["abcdef"], ["模型模"]])).toBe("abc…\n模…\n");
  });

  it("keeps every row on one line, whatever was logged", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 }), (texts) => {
        const printed = table(
          [{ title: "X", width: 10 }],
          texts.map((text) => [text]),
        );
        const lines = printed.split("\n").slice(0, -1);
        expect(lines).toHaveLength(texts.length + 1);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(10);
      }),
    );
  });
});
