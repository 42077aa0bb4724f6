import { createHash } from "node:crypto";

/** SHA-256 of the marks of a file's rows from its first on: of all that were added, and of all but the last. */
export class RowDigest {
  private readonly hash = createHash("sha256");
  private last: string | undefined;
  rows = 0;

  add(mark: string): void {
    if (this.last !== undefined) this.hash.update(`${this.last}\n`);
    this.last = mark;
    this.rows += 1;
  }

  /** As text, to be compared with `sameRows`. */
  get value(): string {
    const butLast = this.hash.copy();
    const all = this.hash.copy();
    if (this.last !== undefined) all.update(`${this.last}\n`);
    return `${all.digest("base64url")} ${butLast.digest("base64url")}`;
  }
}

/** How many of the rows that were taken a file begins with. @param taken, now values of digests of as many rows */
export function sameRows(taken: string, now: string, rows: number): "all" | "allButLast" | "notAll" {
  const [all, butLast] = taken.split(" ");
  const [allNow, butLastNow] = now.split(" ");
  if (all === allNow) return "all";
  return rows > 1 && butLast === butLastNow ? "allButLast" : "notAll";
}
