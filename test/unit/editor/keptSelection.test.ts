import { describe, expect, it } from "vitest";
import { KeptSelection } from "../../../src/editor/keptSelection.ts";

/** The two members of a tree view, as VS Code changes them. */
function treeOf(selected: readonly string[]) {
  const listeners = new Set<(event: { readonly selection: readonly string[] }) => void>();
  const tree = {
    selection: selected,
    onDidChangeSelection: (listener: (event: { readonly selection: readonly string[] }) => void) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  };
  return {
    tree,
    select(selection: readonly string[]) {
      tree.selection = selection;
      for (const listener of listeners) listener({ selection });
    },
  };
}

describe("the selection of a tree", () => {
  it("is what the user selected last", () => {
    const { tree, select } = treeOf(["a"]);
    const kept = new KeptSelection(tree);
    expect(kept.items).toEqual(["a"]);
    select(["a", "b"]);
    expect(kept.items).toEqual(["a", "b"]);
    select([]);
    expect(kept.items).toEqual([]);
  });

  it("is kept while the tree reads its items again, and is then of the new ones", () => {
    const { tree, select } = treeOf([]);
    const kept = new KeptSelection(tree);
    select(["a", "b"]);
    tree.selection = [];
    expect(kept.items).toEqual(["a", "b"]);
    tree.selection = ["a anew", "b anew"];
    expect(kept.items).toEqual(["a anew", "b anew"]);
  });
});
