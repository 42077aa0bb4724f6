import type { fileForms } from "../../config/checks/fileForms.ts";
import type { Range } from "../../config/text/lines.ts";

/** A check of files, by its name below `checks`. */
export type FileCheck = (typeof fileForms)[number]["kind"];

/** Something wrong in a file, at its place. What is not known is left out. */
export interface FileFinding {
  readonly check: FileCheck;
  /** The file as it was asked for. */
  readonly file: string;
  /** What is wrong there, and what would be right. */
  readonly message: string;
  /** As `locateCells` numbers them: 0 is the header. Blank lines have none. */
  readonly record?: number;
  /** From 0. */
  readonly column?: number;
  /** The column's name, when the header has one. */
  readonly name?: string;
  /** As `locateCells`; its start's line is the physical line, from 0. */
  readonly range?: Range;
  /** The value there, shortened to 200 characters. */
  readonly text?: string;
}

/** What is wrong in a file: how often, and where first. */
export interface FileFindings {
  /** The first of each check, in the order of the file. */
  readonly findings: readonly FileFinding[];
  /** How many there are of each check that found any, those beyond the limit included. */
  readonly counts: Readonly<Partial<Record<FileCheck, number>>>;
}

/** Collects findings, at most `limit` of each check, and counts all. */
export class Findings {
  private readonly findings: FileFinding[] = [];
  private readonly counts: Partial<Record<FileCheck, number>> = {};
  private readonly file: string;
  private readonly limit: number;

  constructor(file: string, limit: number) {
    this.file = file;
    this.limit = limit;
  }

  /** Takes what `describe` makes only when there is room, so that counting costs nothing. */
  add(check: FileCheck, describe: () => Omit<FileFinding, "check" | "file">): void {
    const count = (this.counts[check] ?? 0) + 1;
    this.counts[check] = count;
    if (count <= this.limit) this.findings.push({ check, file: this.file, ...describe() });
  }

  /** Counts more of a check that nothing else is known of. */
  count(check: FileCheck, more: number): void {
    if (more > 0) this.counts[check] = (this.counts[check] ?? 0) + more;
  }

  /** What was found so far. */
  get all(): FileFindings {
    return { findings: this.findings, counts: this.counts };
  }

  /** Whether more of this check are only counted. */
  isFull(check: FileCheck): boolean {
    return (this.counts[check] ?? 0) >= this.limit;
  }
}

/** A value as findings show it. */
export const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text);
