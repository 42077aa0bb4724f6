import { describe, expect, it } from "vitest";
import { copiesTooMany } from "../../../../src/engine/datasets/copies.ts";

const copy = (id: number, data_set: number, hash: string, kept_bytes: number) => ({ id, data_set, hash, kept_bytes });

describe("copies of versions", () => {
  it("stay while they take less disk than they may", () => {
    expect(copiesTooMany([copy(1, 1, "a", 50), copy(2, 1, "b", 50)], 100)).toEqual({ forgotten: [], folders: [] });
  });

  it("go when they are too many, those seen longest ago first", () => {
    const kept = [copy(4, 1, "d", 40), copy(3, 1, "c", 40), copy(2, 1, "b", 40), copy(1, 1, "a", 20)];
    expect(copiesTooMany(kept, 100)).toEqual({ forgotten: [2], folders: ["b"] });
  });

  it("stay, whatever they take, for the two newest versions of each data set", () => {
    const kept = [
      copy(3, 1, "c", 80),
      copy(6, 2, "f", 80),
      copy(5, 2, "e", 80),
      copy(2, 1, "b", 80),
      copy(1, 1, "a", 1),
    ];
    expect(copiesTooMany(kept, 100)).toEqual({ forgotten: [1], folders: ["a"] });
  });

  it("of equal content count once, and stay for the other data set", () => {
    const kept = [copy(3, 1, "a", 60), copy(2, 1, "b", 30), copy(5, 2, "a", 60), copy(1, 1, "a", 60)];
    expect(copiesTooMany(kept, 100)).toEqual({ forgotten: [], folders: [] });
  });
});
