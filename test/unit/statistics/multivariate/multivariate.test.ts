import { describe, expect, it } from "vitest";
import { domainClassifier } from "../../../../src/statistics/multivariate/domainClassifier.ts";
import { principalComponents, symmetricEigen } from "../../../../src/statistics/multivariate/principalComponents.ts";
import { rocArea } from "../../../../src/statistics/multivariate/rocArea.ts";
import { kinds, uniforms } from "../golden/generator.ts";

describe("the area below a ROC curve", () => {
  it("is the share of pairs in the right order, ties counting half", () => {
    const area = rocArea(Float64Array.of(3, 2, 2), Float64Array.of(1, 2, 0, 3));
    // Of twelve pairs: 3 beats three and ties with one; each 2 beats two and ties with one.
    expect(area?.auc).toBeCloseTo((3.5 + 2.5 + 2.5) / 12, 12);
  });

  it("has DeLong's interval", () => {
    // V10 = (1, 1, 2/3), V01 = (1, 2/3, 1) by hand: variances 1/27 each, over 3 scores each.
    const area = rocArea(Float64Array.of(5, 4, 2), Float64Array.of(1, 3, 0));
    expect(area?.auc).toBeCloseTo(8 / 9, 12);
    const half = 1.959963984540054 * Math.sqrt(2 / 81);
    expect(area?.interval[0]).toBeCloseTo(8 / 9 - half, 12);
    expect(area?.interval[1]).toBe(1);
  });

  it("needs two of each", () => {
    expect(rocArea(Float64Array.of(1), Float64Array.of(1, 2))).toBeNull();
  });
});

/** Codes below 16 of uniform numbers. */
const feature = (values: Float64Array, ordered = true) => ({
  codes: Uint8Array.from(values, (u) => 16 * u),
  bins: 16,
  ordered,
});
const halves = (rows: number) => new Uint8Array(2 * rows).fill(1, rows);

describe("a classifier of two samples", () => {
  it("tells no difference where there is none, at the level of its test", async () => {
    let alarms = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const features = [0, 1, 2].map((i) => feature(uniforms(1000 * seed + i, 200)));
      const found = await domainClassifier(features, halves(100));
      if ((found?.p ?? 0) <= 0.05) alarms++;
    }
    // Of 100 at a level of 5 % no more than this in all but one of 10,000 runs.
    expect(alarms).toBeLessThanOrEqual(14);
  }, 60_000);

  it("finds two columns whose relation has changed, though neither has", async () => {
    const rows = 1500;
    const [x, noise] = [uniforms(1, 2 * rows), uniforms(2, 2 * rows)];
    const y = x.map((u, row) =>
      row < rows ? 0.8 * u + 0.2 * (noise[row] ?? 0) : 0.8 * (1 - u) + 0.2 * (noise[row] ?? 0),
    );
    const found = await domainClassifier([feature(x), feature(y), feature(noise)], halves(rows));
    expect(found?.auc).toBeGreaterThan(0.8);
    expect(found?.interval[0]).toBeGreaterThan(0.75);
    expect((found?.shares[0] ?? 0) + (found?.shares[1] ?? 0)).toBeGreaterThan(0.9);
  });

  it("finds categories that trade places, whatever their codes", async () => {
    const rows = 1000;
    const codes = uniforms(3, 2 * rows).map((u, row) => (row < rows || u < 0.5 ? u : (u + 0.25) % 1));
    const found = await domainClassifier([feature(codes, false)], halves(rows));
    expect(found?.p).toBeLessThan(1e-6);
  });

  it("says nothing of a few rows, and is the same every time", async () => {
    const one = [feature(uniforms(4, 600))];
    expect(await domainClassifier([feature(uniforms(4, 30))], halves(15))).toBeNull();
    expect(await domainClassifier(one, halves(300))).toEqual(await domainClassifier(one, halves(300)));
  });

  it("can be stopped between its folds", async () => {
    const stop = () => Promise.reject(new Error("stopped"));
    await expect(domainClassifier([feature(uniforms(4, 600))], halves(300), stop)).rejects.toThrow("stopped");
  });
});

describe("eigenvalues of a symmetric matrix", () => {
  it("are those of a known one, the largest first", () => {
    const { values, vectors } = symmetricEigen([Float64Array.of(2, 1), Float64Array.of(1, 2)]);
    expect([...values]).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)]);
    expect(Math.abs(vectors[0]?.[0] ?? 0)).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it("put the matrix together again", () => {
    const size = 8;
    const drawn = uniforms(5, size * size);
    const matrix = Array.from({ length: size }, (_, i) =>
      Float64Array.from({ length: size }, (_, j) => (drawn[Math.min(i, j) * size + Math.max(i, j)] ?? 0) - 0.5),
    );
    const { values, vectors } = symmetricEigen(matrix);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const sum = vectors.reduce((before, v, k) => before + (values[k] ?? 0) * (v[i] ?? 0) * (v[j] ?? 0), 0);
        expect(sum).toBeCloseTo(matrix[i]?.[j] ?? 0, 12);
      }
    }
  });
});

describe("principal components", () => {
  const rows = 500;
  const [a, b, c] = [kinds.bell(1, rows), kinds.bell(2, rows), kinds.bell(3, rows)];
  const line = a.map((x, row) => x + 0.01 * (b[row] ?? 0));

  it("leave little of columns that depend on each other, and more when they do not any more", () => {
    const found = principalComponents([a, line, c]);
    expect(found?.kept).toBe(2);
    const mean = (all: Float64Array) => all.reduce((sum, x) => sum + x, 0) / all.length;
    expect(mean(found?.errors([a, line, c]) ?? a)).toBeLessThan(0.01);
    expect(mean(found?.errors([a, b, c]) ?? a)).toBeGreaterThan(0.3);
  });

  it("need two columns that vary and enough rows", () => {
    expect(principalComponents([a, new Float64Array(rows)])).toBeNull();
    expect(principalComponents([a.subarray(0, 5), b.subarray(0, 5)])).toBeNull();
  });
});
