import type { ArtifactEntry } from "../../src/protocol/entities.ts";

/** A line of the tree as it stands. */
export interface TreeLine {
  readonly entry: ArtifactEntry;
  readonly depth: number;
  readonly open: boolean;
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
export const folderOf = (path: string): string => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "");

/** The lines of a tree whose folders are loaded as they are opened: folders first, then by name. */
export function treeLines(
  folders: ReadonlyMap<string, readonly ArtifactEntry[]>,
  open: ReadonlySet<string>,
  folder = "",
  depth = 0,
): TreeLine[] {
  const entries = [...(folders.get(folder) ?? [])].sort(
    (left, right) => Number(right.isDirectory) - Number(left.isDirectory) || natural.compare(left.path, right.path),
  );
  return entries.flatMap((entry) => {
    const isOpen = entry.isDirectory && open.has(entry.path);
    return [{ entry, depth, open: isOpen }, ...(isOpen ? treeLines(folders, open, entry.path, depth + 1) : [])];
  });
}

const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

export type TreeMove = { readonly focus: string } | { readonly toggle: string } | null;

/** What a key does to the tree, as in the editor's own: arrows walk, open and close. */
export function treeKey(lines: readonly TreeLine[], focused: string | null, key: string): TreeMove {
  const index = Math.max(
    0,
    lines.findIndex((line) => line.entry.path === focused),
  );
  const line = lines[index];
  if (line === undefined) return null;
  const focus = (target: TreeLine | undefined): TreeMove =>
    target === undefined ? null : { focus: target.entry.path };
  switch (key) {
    case "ArrowDown":
      return focus(lines[index + 1]);
    case "ArrowUp":
      return focus(lines[index - 1]);
    case "Home":
      return focus(lines[0]);
    case "End":
      return focus(lines.at(-1));
    case "ArrowRight":
      if (!line.entry.isDirectory) return null;
      return line.open ? focus(lines[index + 1]) : { toggle: line.entry.path };
    case "ArrowLeft":
      if (line.open) return { toggle: line.entry.path };
      return focus(lines.find((each) => each.entry.path === folderOf(line.entry.path)));
    default:
      return null;
  }
}
