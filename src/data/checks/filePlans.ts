import type { TableCheck } from "../../config/checks/check.ts";
import type { CheckPlace } from "../../protocol/checkEntities.ts";
import { mostPlaces } from "../../protocol/checkEntities.ts";
import type { DataFormat } from "../../protocol/dataEntities.ts";
import type { FileCheck, FileFinding } from "../delimited/findings.ts";
import { type FileStructure, fileChecksOf } from "../structure/fileStructure.ts";
import { skipped, type Verdict } from "./outcome.ts";
import { rowVerdict } from "./rowPlan.ts";
import { counted } from "./words.ts";

type FileTableCheck = Extract<TableCheck, { kind: FileCheck }>;

const fileChecks: readonly string[] = [
  "invalid_encoding",
  "truncated_file",
  "wrong_dialect",
  "blank_headers",
  "duplicate_headers",
  "ragged_rows",
  "blank_rows",
] satisfies FileCheck[];

export const isFileCheck = (check: { readonly kind: string }): check is FileTableCheck =>
  fileChecks.includes(check.kind);

interface Judged {
  readonly verdict: Verdict;
  readonly places: readonly CheckPlace[];
}

const nouns: Readonly<Record<FileCheck, string>> = {
  invalid_encoding: "place with bytes that have no meaning",
  truncated_file: "file that stops in the middle",
  wrong_dialect: "sign of another format",
  blank_headers: "column without a name",
  duplicate_headers: "column with another one's name",
  ragged_rows: "row",
  blank_rows: "row",
};

/** What a data set's files say to a check of files. */
export function judgeFiles(check: FileTableCheck, format: DataFormat, structures: readonly FileStructure[]): Judged {
  const { kind } = check;
  if (structures.length === 0) return { verdict: skipped("Only local files are looked at."), places: [] };
  if (!fileChecksOf(format).includes(kind)) {
    return { verdict: skipped(`Files of the format ${format} can't have that.`), places: [] };
  }
  const count = structures.reduce((sum, { counts }) => sum + (counts[kind] ?? 0), 0);
  const findings = structures.flatMap(({ findings: all }) => all.filter((found) => found.check === kind));
  const [first] = findings;
  const places = findings.slice(0, mostPlaces).map(placeOf);
  const hint = first?.message;
  if (kind === "ragged_rows" || kind === "blank_rows") {
    const rows = structures.reduce((sum, { records = 0 }) => sum + records, 0);
    const verdict = rowVerdict(check, {
      failing: count,
      rows: Math.max(rows, count),
      noun: "row",
      fault:
        kind === "blank_rows"
          ? "blank"
          : { one: "has more or fewer values than the header", several: "have more or fewer values than the header" },
      hint,
    });
    return { verdict, places: verdict.state === "failed" ? places : [] };
  }
  if (count === 0) return { verdict: { state: "passed", message: `No ${nouns[kind]}.`, failing: 0 }, places: [] };
  const more = count > 1 ? ` (${counted(count, "place")} in all)` : "";
  return { verdict: { state: "failed", message: `${hint ?? nouns[kind]}${more}`, failing: count }, places };
}

const placeOf = ({ file, record, name, range, text }: FileFinding): CheckPlace => ({
  file,
  record: record === undefined || record === 0 ? null : record,
  column: name ?? null,
  value: text ?? null,
  range: range ?? null,
});
