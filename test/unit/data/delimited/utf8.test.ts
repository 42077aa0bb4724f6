import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Utf8Repair } from "../../../../src/data/delimited/utf8.ts";

function repaired(chunks: readonly Uint8Array[]): { readonly text: string; readonly places: number[] } {
  const repair = new Utf8Repair();
  const parts = [...chunks.map((chunk) => repair.push(chunk)), repair.end()];
  let length = 0;
  const places: number[] = [];
  for (const { bytes, replaced } of parts) {
    places.push(...replaced.map(({ at }) => length + at));
    length += bytes.length;
  }
  return { text: Buffer.concat(parts.map(({ bytes }) => bytes)).toString("utf8"), places };
}

const someBytes = fc.array(
  fc.oneof(
    fc.constantFrom(
      0x41,
      0x80,
      0xbf,
      0xc0,
      0xc3,
      0xa9,
      0xe0,
      0xe2,
      0x82,
      0xac,
      0xed,
      0xa0,
      0xf0,
      0x9f,
      0x98,
      0xf4,
      0x90,
      0xff,
    ),
    fc.nat(255),
  ),
  { maxLength: 40 },
);

describe("text that is no UTF-8", () => {
  it("is replaced as the Encoding Standard says, wherever chunks end", () => {
    fc.assert(
      fc.property(someBytes, fc.nat(40), (bytes, cut) => {
        const whole = Uint8Array.from(bytes);
        const { text, places } = repaired([whole.subarray(0, cut), whole.subarray(cut)]);
        const expected = new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole);
        expect(text).toBe(expected);
        expect(places).toHaveLength(expected.split("\ufffd").length - 1 - countWritten(whole));
      }),
      { numRuns: 2000 },
    );
  });
});

/** Replacement characters that the bytes hold themselves. */
const countWritten = (bytes: Uint8Array): number =>
  Buffer.from(bytes).toString("latin1").split("\xef\xbf\xbd").length - 1;
