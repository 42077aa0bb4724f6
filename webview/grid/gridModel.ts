import type { Caller } from "../../src/protocol/channel.ts";
import type { ColumnFilter, ColumnSort, GridHead, GridRow, GridView } from "../../src/protocol/gridEntities.ts";
import type { GridPageContract } from "../../src/protocol/gridPageContract.ts";
import { pageSize, RowCache } from "./rowCache.ts";

export interface GridModelOptions {
  readonly host: Caller<GridPageContract>;
  /** Something new is to be drawn. */
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/** The rows of one view: asks for what is in sight, and for nothing that no longer is. */
export class GridModel {
  readonly #options: GridModelOptions;
  readonly #rows = new RowCache();
  #view: GridView | null = null;
  #head: GridHead | null = null;
  #total: number | null = null;
  #counting: Promise<void> = Promise.resolve();
  #opening = new AbortController();
  readonly #asked = new Map<number, AbortController>();

  constructor(options: GridModelOptions) {
    this.#options = options;
  }

  /** Null until the first rows are there. */
  get head(): GridHead | null {
    return this.#head;
  }

  /** Null while rows are being counted. */
  get total(): number | null {
    return this.#total;
  }

  /** How many rows can be shown by now. */
  get reachable(): number {
    return this.#total ?? this.#head?.rows.length ?? 0;
  }

  row(position: number): GridRow | undefined {
    return this.#rows.get(position) ?? this.#head?.rows[position];
  }

  /** Shows another view. What was shown stays until its first rows are there. */
  async show(view: GridView): Promise<void> {
    this.#stop();
    const { signal } = this.#opening;
    const { host, onChange } = this.#options;
    const head = await host.request("grid/open", view, signal);
    if (signal.aborted) return;
    this.#view = view;
    this.#head = head;
    this.#total = head.total;
    this.#rows.clear();
    onChange();
    if (head.total === null) this.#count(view, signal);
  }

  /** Sees to it that these rows come. */
  need(first: number, count: number): void {
    const view = this.#view;
    if (view === null || this.#total === null) return;
    const missing = this.#rows.missing(first, Math.min(count, this.#total - first));
    for (const [page, abort] of this.#asked) {
      // Scrolled past: nobody waits for it.
      if (!missing.includes(page)) abort.abort();
    }
    for (const page of missing) if (!this.#asked.has(page)) this.#ask(view, page);
  }

  /** The whole text of a value. */
  async value(position: number, column: string): Promise<string | null> {
    if (this.#view === null) return null;
    return (await this.#options.host.request("grid/value", { ...this.#view, position, column })).value;
  }

  /** Rows from `first`, asked for as they are. */
  async rows(first: number, count: number): Promise<GridRow[]> {
    if (this.#view === null) return [];
    return (await this.#options.host.request("grid/rows", { ...this.#view, offset: first, limit: count })).rows;
  }

  /** Resolves once all rows of what is shown are counted. */
  counted(): Promise<void> {
    return this.#counting;
  }

  #count(view: GridView, signal: AbortSignal): void {
    this.#counting = this.#options.host.request("grid/rows", { ...view, offset: 0, limit: 0 }, signal).then(
      ({ total }) => {
        this.#total = total;
        this.#options.onChange();
      },
      (error: unknown) => this.#fail(error, signal),
    );
  }

  #ask(view: GridView, page: number): void {
    const abort = new AbortController();
    this.#asked.set(page, abort);
    const asked = { ...view, offset: page * pageSize, limit: pageSize };
    this.#options.host
      .request("grid/rows", asked, abort.signal)
      .then(
        ({ rows }) => {
          if (this.#view !== view) return;
          this.#rows.keep(page, rows);
          this.#options.onChange();
        },
        (error: unknown) => this.#fail(error, abort.signal),
      )
      .finally(() => {
        if (this.#asked.get(page) === abort) this.#asked.delete(page);
      });
  }

  #fail(error: unknown, signal: AbortSignal): void {
    if (!signal.aborted) this.#options.onError(error);
  }

  #stop(): void {
    this.#opening.abort();
    this.#opening = new AbortController();
    for (const abort of this.#asked.values()) abort.abort();
    this.#asked.clear();
  }
}

/** A column's place among those that sort: none → ascending → descending → none; with `add` beside the others. */
export function nextSort(sort: readonly ColumnSort[], column: string, add: boolean): ColumnSort[] {
  const known = sort.find((each) => each.column === column);
  const others = add ? sort.filter((each) => each.column !== column) : [];
  if (known === undefined) return [...others, { column, descending: false }];
  if (known.descending) return others;
  return add
    ? sort.map((each) => (each.column === column ? { column, descending: true } : each))
    : [{ column, descending: true }];
}

export const isFilter = (filter: ColumnFilter | null): filter is ColumnFilter => filter !== null;
