import { describe, expect, it } from "vitest";
import { written } from "../../../../src/config/authoring/written.ts";

const bare = { quoted: false, quote: "", asKey: false };

describe("a name in YAML", () => {
  it("stands as it is when it means itself", () => {
    expect(written("first name", bare)).toBe("first name");
    expect(written("größe", { ...bare, asKey: true })).toBe("größe: ");
  });

  it.each(["a: b", "[x]", "# no", "null", "0x1F", "", "a, b", "*x"])("is quoted when it would not: %j", (name) => {
    expect(written(name, bare)).toBe(JSON.stringify(name));
  });

  it("is escaped within the quotes that are there", () => {
    expect(written('a"b', { ...bare, quoted: true, quote: '"' })).toBe('a\\"b');
    expect(written("a'b", { ...bare, quoted: true, quote: "'" })).toBe("a''b");
  });
});
