import type { GridRow } from "../../src/protocol/gridEntities.ts";

/** How many rows are asked for at once. */
export const pageSize = 200;
const mostPages = 60;

/** Rows that are known, by pages; those that were used last are kept. */
export class RowCache {
  readonly #pages = new Map<number, readonly GridRow[]>();

  get(position: number): GridRow | undefined {
    return this.#pages.get(pageOf(position))?.[position % pageSize];
  }

  /** The pages of these rows that are not known, the first to be asked for first. */
  missing(first: number, count: number): number[] {
    const pages: number[] = [];
    for (let page = pageOf(first); page <= pageOf(Math.max(first, first + count - 1)); page += 1) {
      if (!this.#pages.has(page)) pages.push(page);
    }
    return pages;
  }

  keep(page: number, rows: readonly GridRow[]): void {
    this.#pages.delete(page);
    this.#pages.set(page, rows);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > mostPages && oldest !== undefined) this.#pages.delete(oldest);
  }

  clear(): void {
    this.#pages.clear();
  }
}

const pageOf = (position: number): number => Math.floor(position / pageSize);
