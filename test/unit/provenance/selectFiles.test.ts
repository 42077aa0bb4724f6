import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Candidate, gather, selectFiles } from "../../../src/provenance/selectFiles.ts";

const candidate = (path: string, size: number, readable = true): Candidate => ({
  entry: { path, kind: "untracked", unstaged: true, submodule: null },
  size,
  readable,
});
const limits = { file: 100, total: 250 };

describe("what a snapshot takes in", () => {
  it("is the small files first, until it is full", () => {
    const files = [candidate("c", 100), candidate("a", 90), candidate("b", 80)];
    expect(selectFiles(files, limits)).toEqual({
      paths: ["b", "a"],
      skipped: [{ path: "c", size: 100, reason: "The snapshot is full." }],
    });
  });

  it("is nothing that can't be read or named", () => {
    const files = [candidate("secret", 1, false), candidate("gr\ufffdsse", 1)];
    const { paths, skipped } = selectFiles(files, limits);
    expect(paths).toEqual([]);
    expect(skipped.map(({ path }) => path).sort()).toEqual(["gr\ufffdsse", "secret"]);
  });

  it("is a file in conflict whatever its size", () => {
    const conflict: Candidate = { ...candidate("a", 1_000), entry: { ...candidate("a", 0).entry, kind: "unmerged" } };
    expect(selectFiles([conflict], limits).paths).toEqual(["a"]);
  });

  it("never exceeds its limits, and every file is either in or named", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 40 }), (sizes) => {
        const files = sizes.map((size, number) => candidate(`f${number}`, size));
        const { paths, skipped } = selectFiles(files, limits);
        const taken = files.filter(({ entry }) => paths.includes(entry.path)).map(({ size }) => size);
        expect(taken.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(limits.total);
        expect(Math.max(0, ...taken)).toBeLessThanOrEqual(limits.file);
        expect(paths.length + skipped.length).toBe(files.length);
      }),
    );
  });
});

describe("the list of what was left out", () => {
  const many = (folder: string, count: number) =>
    Array.from({ length: count }, (_, number) => ({ path: `${folder}${number}.png`, size: 10, reason: "full" }));

  it("names files, the largest first", () => {
    const skipped = [...many("", 2), { path: "z", size: 50, reason: "It is too large." }];
    expect(gather(skipped).map(({ path }) => path)).toEqual(["z", "0.png", "1.png"]);
  });

  it("names folders when files are too many to read", () => {
    expect(gather([...many("data/", 300), ...many("", 5)])).toEqual([
      { path: "data/", size: 3_000, reason: "300 files were left out, too large one by one or together." },
      { path: "./", size: 50, reason: "5 files were left out, too large one by one or together." },
    ]);
  });
});
