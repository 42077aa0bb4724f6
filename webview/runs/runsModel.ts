import type { Caller } from "../../src/protocol/channel.ts";
import type { RunsPageContract } from "../../src/protocol/runsPageContract.ts";
import type { RunsColumn, RunsSort, RunsTableRow } from "../../src/protocol/runsTableRequests.ts";

export interface RunsQuestion {
  readonly experimentId: string;
  readonly filter: string;
  readonly columns: readonly RunsColumn[];
  readonly sort: readonly RunsSort[];
}

const pageSize = 200;
const mostPages = 30;

interface RunsModelOptions {
  readonly host: Caller<RunsPageContract>;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

/** The rows of the table that are known, by pages. What is out of date is shown until the new rows are there. */
export class RunsModel {
  readonly #options: RunsModelOptions;
  readonly #pages = new Map<number, readonly RunsTableRow[]>();
  readonly #fresh = new Set<number>();
  readonly #asked = new Set<number>();
  #question: RunsQuestion | null = null;
  #work = new AbortController();
  #turn = 0;
  /** Of all pages; null before the first is there. */
  total: number | null = null;

  constructor(options: RunsModelOptions) {
    this.#options = options;
  }

  /** Shows other rows. @throws what is wrong with the question; the rows before stay then */
  async show(question: RunsQuestion): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const page = await this.#options.host.request("runs/table", { ...copied(question), offset: 0, limit: pageSize });
    // Something else was asked for meanwhile.
    if (turn !== this.#turn) return;
    this.#begin();
    this.#question = question;
    this.#pages.clear();
    this.#keep(0, page);
  }

  /** Asks again for whatever is in sight: runs have changed. */
  refresh(): void {
    this.#begin();
    this.#options.onChange();
  }

  row(position: number): RunsTableRow | undefined {
    return this.#pages.get(Math.floor(position / pageSize))?.[position % pageSize];
  }

  /** Looks up rows that will be in sight. */
  need(first: number, count: number): void {
    const question = this.#question;
    if (question === null) return;
    const lastPage = Math.floor(Math.max(first, first + count - 1) / pageSize);
    for (let page = Math.floor(first / pageSize); page <= lastPage; page++) {
      if (this.#fresh.has(page) || this.#asked.has(page)) continue;
      this.#asked.add(page);
      const { signal } = this.#work;
      this.#options.host
        .request("runs/table", { ...copied(question), offset: page * pageSize, limit: pageSize }, signal)
        .then((found) => {
          if (!signal.aborted) this.#keep(page, found);
        })
        .catch((error: unknown) => {
          if (!signal.aborted) this.#options.onError(error);
        });
    }
  }

  #begin(): void {
    this.#work.abort();
    this.#work = new AbortController();
    this.#fresh.clear();
    this.#asked.clear();
  }

  #keep(page: number, { rows, total }: { readonly rows: readonly RunsTableRow[]; readonly total: number }): void {
    this.#asked.delete(page);
    this.#fresh.add(page);
    this.#pages.delete(page);
    this.#pages.set(page, rows);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > mostPages && oldest !== undefined) {
      this.#pages.delete(oldest);
      this.#fresh.delete(oldest);
    }
    this.total = total;
    this.#options.onChange();
  }
}

const copied = ({ columns, sort, ...rest }: RunsQuestion) => ({ ...rest, columns: [...columns], sort: [...sort] });
