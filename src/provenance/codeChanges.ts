import type { CodeChange } from "../protocol/engineContract.ts";

/** Reads `git diff-tree -r -z --name-status --find-renames`. */
export function parseChanges(output: string): CodeChange[] {
  const words = output.split("\0");
  const changes: CodeChange[] = [];
  for (let at = 0; at + 1 < words.length; ) {
    const letter = words[at]?.[0];
    const path = words[at + 1] ?? "";
    if (letter === "R") {
      changes.push({ path: words[at + 2] ?? "", oldPath: path, kind: "renamed" });
      at += 3;
    } else {
      changes.push({ path, oldPath: null, kind: letter === "A" ? "added" : letter === "D" ? "deleted" : "modified" });
      at += 2;
    }
  }
  return changes;
}
