import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkDatasets } from "../../../../src/data/checks/checkDatasets.ts";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
const workspace = join(folder.path, "w");
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: folder.path, threads: 1 });
  await mkdir(workspace);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], { cwd: workspace });
  const rows = (count: number, shift: number) =>
    Array.from({ length: count }, (_, i) => `${(Math.floor(i / 2) % 50) + shift},${i % 2 ? "a" : "b"}\n`).join("");
  await writeFile(join(workspace, "d.csv"), `x,k\n${rows(4000, 0)}`);
  git("init", "-q");
  git("add", "d.csv");
  git("commit", "-qm", "first");
  await writeFile(join(workspace, "d.csv"), `x,k\n${rows(5000, 100)}125,new\n`);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function outcomes(declaration: string) {
  await writeFile(join(workspace, "tidemark.yaml"), `datasets: {d: {source: d.csv, ${declaration}}}`);
  using session = await database.session();
  const { datasets } = await checkDatasets({ session, workspace, asked: {}, report: () => undefined });
  const all = datasets.flatMap((dataset) => dataset.outcomes);
  return (kind: string) => all.find((outcome) => outcome.kind === kind);
}

describe("a reference version", () => {
  const checks = "columns: {k: {new_values: false}}, checks: [row_count_change: 10%, drift: 0]";

  it("is the files as a commit has them", async () => {
    const of = await outcomes(`reference: "git:HEAD", ${checks}`);
    expect(of("row_count_change")).toMatchObject({ state: "failed", message: expect.stringContaining("+25.025%") });
    expect(of("new_values")).toMatchObject({ state: "failed", failing: 1, rows: 5001, places: [{ value: "new" }] });
    expect(of("drift")).toMatchObject({ state: "failed", failing: 1, message: expect.stringContaining("Drifted: x.") });
  });

  it("that isn't there keeps these checks from running", async () => {
    for (const reference of ["previous", "git:nothing"]) {
      const of = await outcomes(`reference: "${reference}", ${checks}`);
      for (const kind of ["row_count_change", "new_values", "drift"]) {
        expect(of(kind), `${reference} ${kind}`).toMatchObject({ state: "couldNotRun" });
      }
    }
  });
});

describe("drift against the train part", () => {
  it("compares the test part with it, and says when there are too few rows", async () => {
    const of = await outcomes(
      "split: {column: k, train: a, test: b}, checks: [{drift: {against: train, columns: [x]}}]",
    );
    expect(of("drift")).toMatchObject({ state: "passed" });
    const few = await outcomes(
      "split: {column: k, train: a, test: new}, checks: [{drift: {against: train, columns: [x]}}]",
    );
    expect(few("drift")).toMatchObject({ state: "couldNotRun" });
  });
});
