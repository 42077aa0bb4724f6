import type { Disposable, TreeView } from "vscode";

/**
 * What is selected in a tree, also while it is drawn anew: until VS Code has read an item again, it counts it among the
 * selected ones nowhere but on the screen.
 */
export class KeptSelection<T> implements Disposable {
  readonly #tree: Pick<TreeView<T>, "selection" | "onDidChangeSelection">;
  readonly #listening: Disposable;
  #told: readonly T[];

  constructor(tree: Pick<TreeView<T>, "selection" | "onDidChangeSelection">) {
    this.#tree = tree;
    this.#told = tree.selection;
    this.#listening = tree.onDidChangeSelection(({ selection }) => {
      this.#told = selection;
    });
  }

  /** In the order of selecting; the items of the last reading where there are all of them. */
  get items(): readonly T[] {
    const { selection } = this.#tree;
    return selection.length < this.#told.length ? this.#told : selection;
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
