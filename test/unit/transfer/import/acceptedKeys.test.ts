import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkKey } from "../../../../src/tracking/limits.ts";
import { AcceptedKeys } from "../../../../src/transfer/import/acceptedKeys.ts";

describe("a name that a store does not take", () => {
  it.each([
    ["train/loss@5", "train/loss_5"],
    ["acc[0]", "acc_0_"],
    ["/absolute//path/", "absolute/path"],
    ["../up/./here", "__/up/_/here"],
    ["", "unnamed"],
    ["потеря 🌊", "потеря _"],
    ["fine name-1.2:3", "fine name-1.2:3"],
  ])("%j becomes %j", (from, to) => expect(new AcceptedKeys().of(from)).toBe(to));

  it("never becomes what another is called", () => {
    const keys = new AcceptedKeys();
    expect(["a@b", "a#b", "a_b", "a@b"].map((key) => keys.of(key))).toEqual(["a_b", "a_b_2", "a_b_3", "a_b"]);
    expect(keys.renamed).toEqual([
      ["a@b", "a_b"],
      ["a#b", "a_b_2"],
      ["a_b", "a_b_3"],
    ]);
  });

  it("always becomes one that it takes, a different one for each", () => {
    const key = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^[./a]{0,12}$/),
      fc.string({ minLength: 240, maxLength: 300 }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(key), (names) => {
        const keys = new AcceptedKeys();
        const accepted = names.map((name) => keys.of(name));
        for (const name of accepted) checkKey(name, "key");
        expect(new Set(accepted).size).toBe(names.length);
      }),
    );
  });
});
