import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DriftReport } from "../../../src/protocol/driftEntities.ts";
import { type CliWorkspace, cliWorkspace } from "./cli.ts";

let workspace: CliWorkspace;

/** Rows of numbers in [0, 1) by a generator of their own, and a category that leans with the shift. */
function csv(rows: number, seed: number, shift: number): string {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const lines = Array.from({ length: rows }, (_, i) => {
    const country = next() < 0.5 + shift ? "de" : "fr";
    return `${i % 4 === 0 ? "test" : "train"},${next() + shift},${next()},${country}`;
  });
  return `part,score,steady,country\n${lines.join("\n")}\n`;
}

beforeAll(async () => {
  workspace = await cliWorkspace();
  const write = (name: string, text: string) => writeFile(join(workspace.path, name), text);
  await write("a.csv", csv(3000, 1, 0));
  await write("same.csv", csv(3000, 2, 0));
  await write("moved.csv", csv(3000, 3, 0.3));
  await write("few.csv", csv(25, 4, 0));
  await write("tidemark.yaml", "datasets:\n  people: {source: a.csv, split: part}\n");
}, 60_000);
afterAll(async () => workspace[Symbol.asyncDispose]());

describe("tidemark drift", () => {
  it("ends with 1 on drift, and names what changed most first", async () => {
    const { code, out, error } = await workspace.tidemark("drift", "a.csv", "moved.csv");
    expect({ code, error }).toEqual({ code: 1, error: "" });
    expect(out).toMatch(/^Drift\. 2 of 4 columns changed: /);
    const lines = out.split("\n");
    const head = lines.findIndex((line) => line.startsWith("COLUMN"));
    expect([lines[head + 1], lines[head + 2]].map((line) => line?.split(" ")[0]).sort()).toEqual(["country", "score"]);
    expect(out).toContain("significant at 5 % after Benjamini–Hochberg");
  }, 60_000);

  it("ends with 0 where nothing changed", async () => {
    const { code, out } = await workspace.tidemark("drift", "a.csv", "same.csv");
    expect(code).toBe(0);
    expect(out).toMatch(/^No drift\. None of 4 columns changed by as much as matters/);
  });

  it("says plainly that there are too few rows to tell", async () => {
    const { code, out } = await workspace.tidemark("drift", "a.csv", "few.csv");
    expect(code).toBe(0);
    expect(out).toMatch(/^Too small to tell\. /);
    expect(out).toContain("too small to tell");
  });

  it("ends with 2 when it could not run, and says why", async () => {
    const missing = await workspace.tidemark("drift", "a.csv", "none.csv");
    expect(missing.code).toBe(2);
    expect(missing.error).toMatch(/^error: There is no file .*none\.csv\.\n$/);
    expect((await workspace.tidemark("drift", "a.csv")).code).toBe(2);
    expect((await workspace.tidemark("drift", "a.csv", "same.csv", "--slice", "nix > 1")).code).toBe(2);
    await writeFile(join(workspace.path, "lists.jsonl"), '{"a": [1, 2]}\n{"a": [3]}\n');
    const lists = await workspace.tidemark("drift", "lists.jsonl", "lists.jsonl");
    expect(lists.code).toBe(2);
    expect(lists.out).toContain("There is no column that can be compared.");
    expect(lists.out).toContain("Values of the type BIGINT[] are not compared.");
    expect((await workspace.tidemark("drift", "people:train", "nobody")).error).toContain('no data set "nobody"');
  });

  it("compares the parts of a data set, some columns, in a slice, as JSON", async () => {
    const { code, out } = await workspace.tidemark(
      "drift",
      "people",
      "--json",
      "-c",
      "score,country",
      "-s",
      "score < 0.5",
    );
    expect(code).toBe(0);
    const report = DriftReport.parse(JSON.parse(out));
    expect(report.columns.map(({ name }) => name).sort()).toEqual(["country", "score"]);
    expect(report.reference.label).toBe("people (train)");
    expect(report.slice).toBe("score < 0.5");
  });

  it("compares with each month, and marks where it drifted", async () => {
    const rows = (month: number, shift: number) =>
      csv(2000, month, shift)
        .trim()
        .split("\n")
        .slice(1)
        .map((line, i) => `2026-0${month}-${String(1 + (i % 28)).padStart(2, "0")},${line}\n`)
        .join("");
    await writeFile(join(workspace.path, "served.csv"), `at,part,score,steady,country\n${rows(1, 0)}${rows(2, 0.3)}`);
    const { code, out } = await workspace.tidemark("drift", "a.csv", "served.csv", "--time", "at", "--every", "month");
    expect(code).toBe(1);
    expect(out).toMatch(/^Drift in 1 of 2 windows of a month by at\./);
    expect(out).toMatch(/^COLUMN +2026-01-01 +2026-02-01$/m);
    expect(out).toMatch(/^score +[\d.e-]+ +0\.\d+ !$/m);
  });

  it("compares the rows of each value of a column, and marks where they drifted", async () => {
    const rows = (country: string, shift: number) =>
      Array.from({ length: 2500 }, (_, i) => `${country},${((i * 37) % 101) + shift}\n`).join("");
    await writeFile(join(workspace.path, "before.csv"), `country,score\n${rows("de", 0)}${rows("fr", 0)}`);
    await writeFile(join(workspace.path, "now.csv"), `country,score\n${rows("de", 0)}${rows("fr", 40)}`);
    const { code, out } = await workspace.tidemark("drift", "before.csv", "now.csv", "--by", "country");
    expect(code).toBe(1);
    expect(out).toMatch(/^Drift in 1 of 2 slices by country\./);
    expect(out).toMatch(/^COLUMN +de +fr$/m);
    expect(out).toMatch(/^score +0 +0\.\d+ !$/m);
    const by = ["drift", "before.csv", "now.csv", "--by", "country"];
    const { out: csv } = await workspace.tidemark(...by, "--format", "csv", "--html", "parts.html");
    expect(csv).toMatch(/^slice,rows_before,rows_now,column,verdict,.*\r\n(.*\r\n)*fr,2500,2500,score,drift,0\.\d+,/);
    expect(await readFile(join(workspace.path, "parts.html"), "utf8")).toMatch(
      /<svg [^>]*aria-label="score: drift in 1/,
    );
    const { out: markdown } = await workspace.tidemark(...by, "--format", "markdown");
    expect(markdown).toMatch(/^\| fr \| 2,500 → 2,500 \| \*\*0\.\d+ !\*\* \|$/m);
    const wrong = await workspace.tidemark("drift", "before.csv", "now.csv", "--by", "county");
    expect(wrong).toMatchObject({ code: 2, error: 'error: Both sides need the column "county" to be cut by it.\n' });
  });

  it("compares two versions, and rows since a time", async () => {
    const row = (day: number, score: number) => `2026-01-${String(day).padStart(2, "0")},${score}\n`;
    const rows = (from: number, to: number, shift: number) =>
      Array.from({ length: 400 }, (_, i) => row(from + (i % (to - from + 1)), ((i * 37) % 100) + shift)).join("");
    const yaml = "datasets:\n  people: {source: a.csv, split: part}\n  events: {source: events.csv, time: at}\n";
    await writeFile(join(workspace.path, "tidemark.yaml"), yaml);
    const events = join(workspace.path, "events.csv");
    await writeFile(events, `at,score\n${rows(1, 10, 0)}`);
    await workspace.tidemark("data", "record", "events");
    await writeFile(events, `at,score\n${rows(1, 10, 0)}${rows(11, 20, 50)}`);
    await workspace.tidemark("data", "record", "events");

    const versions = await workspace.tidemark("drift", "events:v1", "events:v2");
    expect({ code: versions.code, error: versions.error }).toEqual({ code: 1, error: "" });
    expect(versions.out).toMatch(/before: events v1 \(400 rows\): [0-9a-f]{8}, \d{4}-\d\d-\d\d$/m);
    expect(versions.out).toContain("No run is known to have used these versions.");
    const now = await workspace.tidemark("drift", "events:v1", "--since", "2026-01-11", "--format", "csv");
    expect(now.code).toBe(1);
    expect(now.out).toMatch(/^column,role.*\r\nscore,feature,BIGINT,drift,.*,400,400,/);
    const since = await workspace.tidemark("drift", "events", "--since", "2026-01-11");
    expect(since.out).toContain("now:    events from 2026-01-11 (400 rows)");
    expect(since.out).toContain("before: events before 2026-01-11 (400 rows)");
    expect((await workspace.tidemark("drift", "events", "--since", "lately")).error).toContain('"lately" is no time');
    expect((await workspace.tidemark("drift", "events:v7")).error).toContain('"events" has no version "v7"');
  }, 60_000);

  it("writes a page that needs nothing else", async () => {
    await workspace.tidemark("drift", "a.csv", "moved.csv", "--html", join(workspace.path, "report.html"));
    const page = await readFile(join(workspace.path, "report.html"), "utf8");
    expect(page).toContain("<svg");
    expect(page).not.toMatch(/<script|src=|https?:/);
  });
});
