import { describe, expect, it } from "vitest";
import { crc32c, masked } from "../../../../../src/transfer/import/files/crc32c.ts";

describe("CRC-32C", () => {
  it.each([
    ["32 zeros", new Uint8Array(32), 0x8a9136aa],
    ["32 ones", new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ["32 rising bytes", Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
    ["32 falling bytes", Uint8Array.from({ length: 32 }, (_, index) => 31 - index), 0x113fdb5c],
    ["the digits 1 to 9", new TextEncoder().encode("123456789"), 0xe3069283],
    ["nothing", new Uint8Array(0), 0],
  ])("of %s is what RFC 3720 says", (_, bytes, crc) => expect(crc32c(bytes)).toBe(crc));

  it("takes a part of the bytes", () => {
    const bytes = new TextEncoder().encode("xx123456789x");
    expect(crc32c(bytes, 2, 11)).toBe(0xe3069283);
  });

  it("is masked as TFRecord asks: rotated by 15 bits, and a constant added", () => {
    expect(masked(0)).toBe(0xa282ead8);
    expect(masked(0xffffffff)).toBe(0xa282ead7);
  });
});
