import { createHash } from "node:crypto";
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { invalidParameter, notFound, TidemarkError } from "../../protocol/errors.ts";
import type { JournalEvent, QuarantinedRow, RowsAnswer } from "../../protocol/ingestRequests.ts";
import { counted } from "../checks/words.ts";
import type { Database } from "../duckdb/database.ts";
import { checkRows } from "./checkRows.ts";
import type { OpenContract, RowContracts } from "./contracts.ts";
import { journalFolder, quarantineFolder, rowsFolder } from "./folders.ts";
import {
  beginSegment,
  type JournalRecord,
  type OpenSegment,
  readSegment,
  type SegmentHead,
  segmentNames,
  syncFolder,
} from "./journal.ts";
import { type KeyMemory, openKeyMemory, otherRows } from "./keyMemory.ts";
import { type Judging, type Outcome, outcomeOf } from "./outcome.ts";
import { placeSegment } from "./parquetParts.ts";
import { mostQuarantined, openQuarantine, type Quarantine } from "./quarantine.ts";
import { bytesOf, within } from "./quarantineRows.ts";
import { type SentRow, splitRows } from "./splitRows.ts";

/** Rows that wait to be checked, and rows in the journal, at most: what comes then is turned away. */
const mostWaiting = 200_000;
const mostUnsettled = 1_000_000;
/** Rows that are checked and written together. */
const mostTogether = 20_000;
/** A journal goes into its files after this time, in milliseconds, or with so many rows. */
const settleTime = 1000;
const settleRows = 100_000;
const retryTime = 5000;

interface Job extends Judging {
  readonly key: string | null;
  readonly hash: string;
  readonly resolve: (answered: Answered) => void;
  readonly reject: (error: unknown) => void;
}

interface Answered {
  readonly answer: RowsAnswer;
  /** Rows that stay in quarantine, with their reasons of now. */
  readonly remaining: readonly QuarantinedRow[];
}

interface Kept {
  readonly keys: KeyMemory;
  readonly quarantine: Quarantine;
}

/** Takes the rows of one data set: checked, written to the journal by many requests at once, and put into files later. */
export class Intake {
  private readonly name: string;
  private readonly workspace: string;
  private readonly database: Database;
  private readonly contracts: RowContracts;
  private readonly folder: string;
  private readonly onJournal: (event: JournalEvent) => void;
  private opened: Promise<Kept> | undefined;
  private readonly jobs: Job[] = [];
  private readonly answering = new Map<string, { readonly hash: string; readonly answer: Promise<RowsAnswer> }>();
  private waiting = 0;
  private unsettled = 0;
  private pumping = false;
  private number = 0;
  private segment: OpenSegment | undefined;
  private settling: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private trouble: string | null | undefined;

  constructor(
    name: string,
    context: {
      readonly workspace: string;
      readonly database: Database;
      readonly contracts: RowContracts;
      /** Hears when the journal can't be put into its files, and when it can again. */
      readonly onJournal: (event: JournalEvent) => void;
    },
  ) {
    this.name = name;
    this.workspace = context.workspace;
    this.database = context.database;
    this.contracts = context.contracts;
    this.onJournal = context.onJournal;
    this.folder = journalFolder(this.workspace, name);
  }

  /** Resolves when what became of the rows is on the disk. */
  async append(body: string, format: "json" | "jsonl", key: string | null): Promise<RowsAnswer> {
    await this.contracts.declared(this.name);
    const { keys } = await this.kept();
    const hash = createHash("sha256").update(body).digest("base64url");
    if (key === null) return await this.accept(splitRows(body, format), key, hash);
    const before = keys.answer(key, hash);
    if (before !== undefined) return before;
    const now = this.answering.get(key);
    if (now !== undefined) {
      if (now.hash !== hash) throw otherRows(key);
      return await now.answer;
    }
    const answer = this.accept(splitRows(body, format), key, hash);
    this.answering.set(key, { hash, answer });
    try {
      return await answer;
    } finally {
      this.answering.delete(key);
    }
  }

  /**
   * Takes rows of a watched file, as `append` does those of a request; the key has not been answered.
   * @param digest of the file's rows up to these, which is kept with the key
   */
  async appendOfFile(rows: readonly SentRow[], { key, digest }: { key: string; digest: string }): Promise<RowsAnswer> {
    await this.contracts.declared(this.name);
    return await this.accept(rows, key, digest);
  }

  private async accept(rows: readonly SentRow[], key: string | null, hash: string): Promise<RowsAnswer> {
    return (await this.enqueue(rows, { key, hash, from: null })).answer;
  }

  /** What became of rows of a watched file, with their digest; undefined when they have not been taken. */
  async ofFile(key: string): Promise<{ readonly answer: RowsAnswer; readonly hash: string } | undefined> {
    return (await this.kept()).keys.ofFile(key);
  }

  async quarantine(): Promise<Quarantine> {
    return (await this.kept()).quarantine;
  }

  /** Checks rows in quarantine again and takes those that pass; the others have their reasons of now then. */
  async replay(ids: readonly string[]): Promise<{ accepted: number; remaining: number }> {
    const { quarantine } = await this.kept();
    const found = [...new Set(ids)].flatMap((id) => quarantine.get(id) ?? []);
    if (found.length === 0) return { accepted: 0, remaining: 0 };
    const rows = found.flatMap(({ row }) => splitRows(row, "json"));
    const { answer, remaining } = await this.enqueue(rows, { key: null, hash: "", from: found });
    await quarantine.review(remaining);
    return { accepted: answer.accepted, remaining: answer.quarantined };
  }

  /**
   * Takes another row in the place of one in quarantine, in one write; where it fails too, it stays there with its reasons.
   * @returns the row as it is in quarantine then; null when it was taken
   * @throws TidemarkError `notFound` without such a row, `invalidParameter` for what is no row, `conflict` when it was changed meanwhile
   */
  async fix(id: string, row: string): Promise<QuarantinedRow | null> {
    const { quarantine } = await this.kept();
    const [sent, another] = splitRows(row, "json");
    if (sent === undefined || another !== undefined) throw invalidParameter("A row is one JSON object.");
    const before = quarantine.get(id);
    if (before === undefined) throw notFound(`There is no row "${id}" in quarantine.`);
    const { answer, remaining } = await this.enqueue([sent], { key: null, hash: "", from: [before] });
    if (answer.accepted === 1) return null;
    if (quarantine.get(id)?.row !== before.row) {
      throw new TidemarkError("conflict", "The row was changed or taken meanwhile: look at it again.");
    }
    return await quarantine.change(id, sent.text, remaining[0]?.reasons ?? []);
  }

  /** Puts the journal into its files. */
  async settle(): Promise<void> {
    const before = this.settling;
    const settled = (async () => {
      await before.catch(() => undefined);
      await this.settleNow();
    })();
    this.settling = settled;
    try {
      await settled;
    } catch (error) {
      const count = this.unsettled === 0 ? "unknown" : this.unsettled.toLocaleString("en");
      this.tell(
        `Rows of "${this.name}" wait in the journal (${count}) and can't be put into files: ${firstWords(error)}`,
      );
      throw error;
    }
    this.tell(null);
  }

  /** The first word, and each that is another. */
  private tell(trouble: string | null): void {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.onJournal({ dataset: this.name, trouble });
  }

  private checking: Promise<unknown> = Promise.resolve();

  /** One batch at a time has the contract's session. */
  private async alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.checking.then(work, work);
    this.checking = result.catch(() => undefined);
    return await result;
  }

  private kept(): Promise<Kept> {
    this.opened ??= this.load().catch((error: unknown) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  private async load(): Promise<Kept> {
    const keys = await openKeyMemory(this.folder);
    const quarantine = await openQuarantine(quarantineFolder(this.workspace, this.name));
    const names = await segmentNames(this.folder);
    for (const name of names) {
      this.number = Math.max(this.number, Number(name.slice(0, 12)));
      const segment = await readSegment(this.folder, name);
      for (const record of segment?.records ?? []) {
        keys.remember(record);
        quarantine.remember(record);
        this.unsettled += record.rows.length;
      }
    }
    if (names.length > 0) this.settleSoon(0);
    return { keys, quarantine };
  }

  private enqueue(rows: readonly SentRow[], job: Pick<Job, "key" | "hash" | "from">): Promise<Answered> {
    if (this.waiting + rows.length > mostWaiting || this.unsettled > mostUnsettled) throw busy();
    this.waiting += rows.length;
    return new Promise((resolve, reject) => {
      this.jobs.push({ ...job, rows, resolve, reject });
      void this.pump();
    });
  }

  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    while (this.jobs.length > 0) {
      const jobs = this.take();
      try {
        await this.alone(() => this.answer(jobs));
      } catch (error) {
        for (const job of jobs) job.reject(error);
      }
      for (const { rows } of jobs) this.waiting -= rows.length;
    }
    this.pumping = false;
  }

  private take(): Job[] {
    let rows = 0;
    let count = 0;
    for (const job of this.jobs) {
      if (count > 0 && rows + job.rows.length > mostTogether) break;
      rows += job.rows.length;
      count += 1;
    }
    return this.jobs.splice(0, count);
  }

  private async answer(jobs: readonly Job[]): Promise<void> {
    const { keys, quarantine } = await this.kept();
    const open = await this.contracts.of(this.name);
    const rows = jobs.flatMap((job) => job.rows);
    const judged = await checkRows(open.session, open.contract, rows);
    const segment = await this.segmentFor(open);
    let at = 0;
    let { rows: full, bytes } = quarantine.amount("here");
    const answered: (Outcome & { readonly job: Job; readonly record: JournalRecord })[] = [];
    const leaving = new Set<string>();
    // Another replay or a change may have come before, or come with it.
    const isHere = ({ id, row }: QuarantinedRow): boolean => !leaving.has(id) && quarantine.get(id)?.row === row;
    for (const job of jobs) {
      const outcome = outcomeOf(job, judged.slice(at, at + job.rows.length), isHere);
      at += job.rows.length;
      const { quarantined } = outcome;
      const more = { rows: full + quarantined.length, bytes: bytes + totalBytes(quarantined) };
      if (quarantined.length > 0 && !within(more, mostQuarantined)) {
        job.reject(fullQuarantine());
        continue;
      }
      ({ rows: full, bytes } = more);
      for (const id of outcome.replayed) leaving.add(id);
      answered.push({ ...outcome, job, record: recordOf(job, outcome, segment.head.folder) });
    }
    const records = answered.map(({ record }) => record);
    try {
      await segment.append(records);
    } catch (error) {
      // What a failed write has left behind is known only when it is read again.
      this.segment = undefined;
      await segment.close().catch(() => undefined);
      throw error;
    }
    for (const { job, record, remaining } of answered) {
      keys.remember(record);
      quarantine.remember(record);
      this.unsettled += record.rows.length;
      job.resolve({ answer: record.answer, remaining });
    }
    this.settleSoon(segment.rows >= settleRows ? 0 : settleTime);
  }

  private async segmentFor({ contract }: OpenContract): Promise<OpenSegment> {
    const head: SegmentHead = {
      folder: rowsFolder(this.workspace, contract.dataset),
      columns: [...contract.columns],
      nulls: [...(contract.dataset.source.nulls ?? [])],
    };
    if (this.segment !== undefined && JSON.stringify(this.segment.head) !== JSON.stringify(head)) {
      await this.segment.close();
      this.segment = undefined;
    }
    if (this.segment === undefined) {
      this.number += 1;
      this.segment = await beginSegment(this.folder, this.number, head);
    }
    return this.segment;
  }

  private settleSoon(time: number): void {
    if (this.timer !== undefined && time > 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.settle().catch(() => this.settleSoon(retryTime));
    }, time);
  }

  private async settleNow(): Promise<void> {
    const { keys, quarantine } = await this.kept();
    const names = await this.alone(async () => {
      await this.segment?.close();
      this.segment = undefined;
      return await segmentNames(this.folder);
    });
    for (const name of names) {
      const segment = await readSegment(this.folder, name);
      if (segment !== undefined && segment.records.length > 0) {
        using session = await this.database.session();
        await placeSegment(session, this.workspace, segment);
        await quarantine.keep(segment.records);
        await keys.keep(segment.records);
        for (const { rows } of segment.records) this.unsettled -= rows.length;
      }
      await unlink(join(this.folder, name));
      // If it came back after the next was placed, its rows would be there twice.
      await syncFolder(this.folder);
    }
  }
}

function recordOf({ key, hash }: Job, outcome: Outcome, folder: string): JournalRecord {
  const { at, rows, quarantined, replayed, failing, reasons } = outcome;
  const answer = { accepted: rows.length, quarantined: failing, reasons, folder: folder.replaceAll("\\", "/") };
  return { at, key, hash, answer, rows, quarantined, replayed };
}

const totalBytes = (rows: readonly QuarantinedRow[]): number => rows.reduce((sum, row) => sum + bytesOf(row), 0);

const firstWords = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n").slice(0, 3).join(" ").slice(0, 500);

const busy = (): TidemarkError =>
  new TidemarkError("unavailable", "More rows come than can be written: send them again a little later.", {
    data: { busy: true },
  });

const fullQuarantine = (): TidemarkError =>
  new TidemarkError(
    "unavailable",
    `Quarantine holds ${counted(mostQuarantined.rows, "row")} or ${mostQuarantined.bytes / 2 ** 20} MiB, and these are too many: replay or discard rows, then send these again.`,
    { data: { busy: true } },
  );
