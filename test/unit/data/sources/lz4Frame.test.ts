import { describe, expect, it } from "vitest";
import { decodeLz4Frame } from "../../../../src/data/sources/lz4Frame.ts";

const header = [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82];
const frame = (...blocks: readonly (readonly number[])[]): Uint8Array =>
  Uint8Array.from([...header, ...blocks.flatMap((block) => [block.length, 0, 0, 0, ...block]), 0, 0, 0, 0]);
const decoded = (bytes: Uint8Array): string => Buffer.from(decodeLz4Frame(bytes)).toString("latin1");
const ascii = (text: string): number[] => [...Buffer.from(text, "latin1")];

describe("an LZ4 frame", () => {
  it("holds literals, and repetitions that may reach into themselves", () => {
    // Two literals, then 4 + 6 bytes from two before; five literals at the end.
    expect(decoded(frame([0x26, ...ascii("ab"), 2, 0, 0x50, ...ascii("hello")]))).toBe(`${"ab".repeat(6)}hello`);
  });

  it("holds lengths of more than a token can say", () => {
    const literals = "x".repeat(15 + 255 + 3);
    const block = [0xf0, 255, 3, ...ascii(literals)];
    const size = block.length;
    const bytes = Uint8Array.from([...header, size & 255, size >> 8, 0, 0, ...block, 0, 0, 0, 0]);
    expect(decoded(bytes)).toBe(literals);
  });

  it("may hold blocks as they are", () => {
    expect(decoded(Uint8Array.from([...header, 2, 0, 0, 0x80, ...ascii("hi"), 0, 0, 0, 0]))).toBe("hi");
  });

  it.each([
    ["no frame", Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8])],
    ["cut off", frame([0x26, ...ascii("ab"), 2, 0]).subarray(0, 12)],
    ["repeating what is not there", frame([0x26, ...ascii("ab"), 9, 0, 0x10, 0x61])],
    ["of literals that are missing", frame([0x90, 0x61])],
  ])("is refused when it is %s", (_, bytes) => {
    expect(() => decodeLz4Frame(bytes)).toThrow("LZ4 data is damaged");
  });
});
