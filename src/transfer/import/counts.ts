/** Counts what is left out by kind, so that a summary stays short. */
export class Counts {
  readonly #counts = new Map<string, number>();

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** Such as `histograms: 120`, the most first, then by name. */
  get lines(): readonly string[] {
    const byName = [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
    return byName.sort((a, b) => b[1] - a[1]).map(([what, count]) => `${what}: ${count}`);
  }
}
