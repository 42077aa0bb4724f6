import { describe, expect, it } from "vitest";
import { treeKey, treeLines } from "../../../../webview/run/artifactTree.ts";

const file = (path: string) => ({ path, isDirectory: false, size: 1 });
const folder = (path: string) => ({ path, isDirectory: true, size: null });
const folders = new Map([
  ["", [file("b.txt"), folder("model"), file("a10.png"), file("a9.png")]],
  ["model", [file("model/MLmodel")]],
]);
const paths = (open: string[]): string[] => treeLines(folders, new Set(open)).map((line) => line.entry.path);

describe("the tree of artifacts", () => {
  it("lists folders first, then files as people count", () => {
    expect(paths([])).toEqual(["model", "a9.png", "a10.png", "b.txt"]);
  });

  it("shows what is in an open folder below it", () => {
    expect(paths(["model"])).toEqual(["model", "model/MLmodel", "a9.png", "a10.png", "b.txt"]);
    expect(treeLines(folders, new Set(["model"]))[1]?.depth).toBe(1);
  });

  it("shows an open folder that is not loaded yet as empty", () => {
    expect(treeLines(new Map([["", [folder("x")]]]), new Set(["x"]))).toHaveLength(1);
  });
});

describe("keys in the tree", () => {
  const closed = treeLines(folders, new Set());
  const open = treeLines(folders, new Set(["model"]));

  it("walk up and down, and stay at the ends", () => {
    expect(treeKey(closed, "model", "ArrowDown")).toEqual({ focus: "a9.png" });
    expect(treeKey(closed, "a9.png", "ArrowUp")).toEqual({ focus: "model" });
    expect(treeKey(closed, "model", "ArrowUp")).toBeNull();
    expect(treeKey(closed, "b.txt", "ArrowDown")).toBeNull();
    expect(treeKey(closed, "b.txt", "Home")).toEqual({ focus: "model" });
    expect(treeKey(closed, "model", "End")).toEqual({ focus: "b.txt" });
  });

  it("open a folder, then enter it; close it, or leave for it", () => {
    expect(treeKey(closed, "model", "ArrowRight")).toEqual({ toggle: "model" });
    expect(treeKey(open, "model", "ArrowRight")).toEqual({ focus: "model/MLmodel" });
    expect(treeKey(open, "model/MLmodel", "ArrowLeft")).toEqual({ focus: "model" });
    expect(treeKey(open, "model", "ArrowLeft")).toEqual({ toggle: "model" });
  });

  it("leave other keys to the browser", () => {
    expect(treeKey(closed, "model", "x")).toBeNull();
  });
});
