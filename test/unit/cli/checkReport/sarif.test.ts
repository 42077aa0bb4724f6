import { readFile } from "node:fs/promises";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sarifReport } from "../../../../src/cli/checkReport/sarif.ts";
import type { CheckReport } from "../../../../src/protocol/checkEntities.ts";
import { outcome, reportOf } from "./reports.ts";

const schema: unknown = JSON.parse(
  await readFile(new URL("../../../fixtures/sarif/sarif-2.1.0-rtm.5.json", import.meta.url), "utf8"),
);
// Its pattern of languages is none in the sense of Unicode.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(schema as object);

/** What the schema has against a report, written and read as a file. */
function faults(report: CheckReport): unknown {
  isSarif(JSON.parse(JSON.stringify(sarifReport(report, { version: "1.2.3", root: "/work" }))));
  return isSarif.errors ?? [];
}

describe("a report as SARIF 2.1.0", () => {
  it("is what the standard's schema asks for, whatever checks came to", () => {
    const [place] = outcome().places;
    if (place === undefined) throw new Error("An outcome has a place.");
    const outcomes = [
      outcome(),
      outcome({ severity: "information", places: [{ ...place, range: null, record: null, value: null }] }),
      outcome({ severity: "warning", places: [{ ...place, file: "s3://bucket/a b.parquet", range: null }] }),
      outcome({ places: [{ ...place, file: null, record: null, column: null }] }),
      outcome({ places: [] }),
      outcome({ kind: "row_count", column: null, state: "couldNotRun", message: "There is no such file." }),
      outcome({ state: "passed", places: [] }),
      outcome({ state: "skipped", places: [] }),
    ];
    const { range } = outcome().declaredAt;
    const problems = [{ message: "No such key.", severity: "warning" as const, range, path: "people" }];
    expect(faults(reportOf(outcomes, { problems }))).toEqual([]);
    expect(faults(reportOf([]))).toEqual([]);
  });

  it("stays so with any texts in values, names and paths", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, text, (message, value, name) => {
        const place = { file: `/work/${name.replaceAll("\0", "")}.csv`, record: 1, column: name, value, range: null };
        const remote = { ...place, file: `https://example.org/${value}` };
        expect(faults(reportOf([outcome({ message, places: [place, remote] })]))).toEqual([]);
      }),
    );
  });

  it("is told from what is no SARIF", () => {
    expect(isSarif({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
  });
});
