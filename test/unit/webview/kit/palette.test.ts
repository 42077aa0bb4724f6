import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignSlots, seriesColors, seriesStyle, slotCount } from "../../../../webview/kit/palette.ts";

const id = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const ids = fc.uniqueArray(id(32), { minLength: 1, maxLength: 50 });

describe("slots of runs", () => {
  it("are all different", () => {
    fc.assert(
      fc.property(ids, (runIds) => {
        expect(new Set(assignSlots(runIds).values()).size).toBe(runIds.length);
      }),
    );
  });

  it("do not depend on the order of the runs", () => {
    fc.assert(
      fc.property(ids, (runIds) => {
        const forward = assignSlots(runIds);
        const backward = assignSlots([...runIds].reverse());
        for (const id of runIds) expect(backward.get(id)).toBe(forward.get(id));
      }),
    );
  });

  it("stay when a run leaves or joins", () => {
    fc.assert(
      fc.property(ids, id(31), (runIds, joining) => {
        const before = assignSlots(runIds);
        const after = assignSlots([...runIds.slice(1), joining], before);
        for (const id of runIds.slice(1)) expect(after.get(id)).toBe(before.get(id));
      }),
    );
  });

  it("use up the solid lines before any is dashed", () => {
    fc.assert(
      fc.property(ids, (runIds) => {
        const dashed = [...assignSlots(runIds).values()].filter((slot) => slot >= seriesColors.light.length);
        expect(dashed.length).toBe(Math.max(0, runIds.length - seriesColors.light.length));
      }),
    );
  });
});

describe("styles of slots", () => {
  it("differ between any two slots in colour, dash or shape", () => {
    for (const kind of ["light", "dark"] as const) {
      const styles = Array.from({ length: slotCount }, (_, slot) => JSON.stringify(seriesStyle(slot, kind)));
      expect(new Set(styles).size).toBe(slotCount);
    }
  });

  it.each([
    ["light", "#ffffff"],
    ["dark", "#1f1f1f"],
    ["dark", "#000000"],
  ] as const)("of the %s theme stand out from %s", (kind, background) => {
    for (const color of seriesColors[kind]) expect(contrast(color, background)).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.keys(seriesColors) as (keyof typeof seriesColors)[])(
    "of the %s theme can be told apart with any colour vision",
    (kind) => {
      for (const vision of visions) {
        for (const [index, color] of seriesColors[kind].entries()) {
          for (const other of seriesColors[kind].slice(0, index)) {
            expect(distance(color, other, vision)).toBeGreaterThan(0.1);
          }
        }
      }
    },
  );
});

/** Full vision, protanopia, deuteranopia, tritanopia: Machado, Oliveira and Fernandes (2009), on linear sRGB. */
const visions = [
  [1, 0, 0, 0, 1, 0, 0, 0, 1],
  [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
];

function linear(color: string): number[] {
  return [1, 3, 5]
    .map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
}

const times = (matrix: readonly number[], vector: readonly number[]): number[] =>
  [0, 3, 6].map((row) => vector.reduce((sum, part, column) => sum + (matrix[row + column] ?? 0) * part, 0));

function contrast(left: string, right: string): number {
  const [low = 0, high = 0] = [left, right]
    .map((color) => times([0.2126, 0.7152, 0.0722], linear(color))[0] ?? 0)
    .sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

/** Euclidean distance in OKLab (Ottosson 2020); 0.02 is just noticeable side by side. */
function distance(left: string, right: string, vision: readonly number[]): number {
  const [one, other] = [left, right].map((color) => {
    const seen = times(vision, linear(color)).map((part) => Math.min(1, Math.max(0, part)));
    const cones = times(
      [
        0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376,
        0.6299787005,
      ],
      seen,
    ).map(Math.cbrt);
    return times(
      [
        0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371, 0.7827717662,
        -0.808675766,
      ],
      cones,
    );
  });
  return Math.hypot(...(one ?? []).map((part, index) => part - (other?.[index] ?? 0)));
}
