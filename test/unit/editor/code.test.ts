import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeUriParts, diffSides, readCodeQuery } from "../../../src/editor/code/codeUri.ts";

const answer = (to: string | null, changes: Parameters<typeof diffSides>[0]["changes"]) => ({
  repository: "/repo",
  from: "aaa",
  to,
  changes,
});

describe("the address of a file at a commit", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (repository, commit, path) => {
        const file = { repository, commit, path };
        expect(readCodeQuery(codeUriParts(file).query)).toEqual(file);
      }),
    );
  });

  it("has the file's own path, so that a diff takes it for the same file", () => {
    expect(codeUriParts({ repository: "/repo", commit: "a", path: "src/x.py" }).path).toBe("/repo/src/x.py");
    expect(codeUriParts({ repository: "C:\\repo", commit: "a", path: "x.py" }).path).toBe("/C:/repo/x.py");
  });

  it.each(["", "{", "{}", '{"repository":1}'])("is none of ours when it can't be understood: %s", (query) => {
    expect(readCodeQuery(query)).toBeNull();
  });
});

describe("the sides of a diff", () => {
  it("are two commits, or a commit and the work tree", () => {
    const change = { path: "x.py", oldPath: null, kind: "modified" } as const;
    const left = { repository: "/repo", commit: "aaa", path: "x.py" };
    expect(diffSides(answer("bbb", [change]))).toEqual([{ label: "x.py", left, right: { ...left, commit: "bbb" } }]);
    expect(diffSides(answer(null, [change]))).toEqual([{ label: "x.py", left, right: { workTree: "x.py" } }]);
  });

  it("are one when a file came or went, and have two names when it moved", () => {
    const sides = diffSides(
      answer("bbb", [
        { path: "new.py", oldPath: null, kind: "added" },
        { path: "old.py", oldPath: null, kind: "deleted" },
        { path: "b.py", oldPath: "a.py", kind: "renamed" },
      ]),
    );
    expect(sides.map(({ left, right }) => [left?.path, right !== null && "path" in right ? right.path : null])).toEqual(
      [
        [undefined, "new.py"],
        ["old.py", null],
        ["a.py", "b.py"],
      ],
    );
  });
});
