/** Counts what is left out by kind, so that a summary stays short. */
export class Counts {
  readonly #counts = new Map<string, number>();

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** Such as `histograms: 120`, the most first. */
  get lines(): readonly string[] {
    return [...this.#counts].sort((a, b) => b[1] - a[1]).map(([what, count]) => `${what}: ${count}`);
  }
}
