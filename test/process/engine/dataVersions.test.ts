import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { simpleGit } from "simple-git";
import { describe, expect, it } from "vitest";
import type { DatasetVersion } from "../../../src/protocol/datasetEntities.ts";
import { type EngineProcess, startEngine } from "../../support/engineProcess.ts";
import { eventually } from "../../support/eventually.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const config = `
datasets:
  customers:
    source: customers.csv
    usedBy: train*.py
    columns:
      age: {type: integer, max: 120}
    checks:
      - row_count_change: {max: 0.1}
  orders: {source: orders.csv}
`;

type Client = Awaited<ReturnType<EngineProcess["connect"]>>;

/** Asks until the answer is there: versions are noted after whoever asked has been answered. */
const versionsOf = (client: Client, dataset: string, wanted: number): Promise<DatasetVersion[]> =>
  eventually(`${wanted} versions of ${dataset}`, async () => {
    const { versions } = await client.request("datasets/versions", { dataset }).catch(() => ({ versions: [] }));
    const isWhole = versions.every(({ hasProfile, isKept, counts }) => hasProfile && isKept && counts !== null);
    return versions.length === wanted && isWhole && versions;
  });

const post = async (engine: EngineProcess, path: string, body: object): Promise<Record<string, never>> => {
  const response = await engine.fetch(`/api/2.0/mlflow/${path}`, { method: "POST", body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return await response.json();
};

async function startRun(engine: EngineProcess, script: string): Promise<string> {
  const tags = [{ key: "mlflow.source.name", value: script }];
  const made = await post(engine, "runs/create", { experiment_id: "0", start_time: Date.now(), tags });
  return JSON.parse(JSON.stringify(made)).run.info.run_id;
}

describe("versions of data sets", () => {
  it("are noted when they are checked, with content, rows, commit, profile and result", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "customers.csv");
    await writeFile(join(folder.path, "tidemark.yaml"), config);
    await writeFile(file, `age\n${"30\n".repeat(10)}`);
    await writeFile(join(folder.path, "orders.csv"), "total\n1\n");
    const git = simpleGit(folder.path);
    await git.init().addConfig("user.email", "a@example.org").addConfig("user.name", "a").add(".").commit("data");
    await using engine = await startEngine({ workspace: folder.path });
    const client = await engine.connect();

    await client.request("data/check", { datasets: ["customers"] });
    const [first] = await versionsOf(client, "customers", 1);
    expect(first).toMatchObject({
      number: 1,
      rows: 10,
      bytes: 34,
      commit: (await git.revparse("HEAD")).trim(),
      files: [{ path: "customers.csv", size: 34 }],
      counts: { failed: 0, couldNotRun: 1 },
      runs: 0,
    });

    await writeFile(file, `age\n${"30\n".repeat(11)}200\n`);
    const { datasets } = await client.request("data/check", { datasets: ["customers"] });
    const change = datasets[0]?.outcomes.find(({ kind }) => kind === "row_count_change");
    expect(change).toMatchObject({ state: "failed" });
    expect(change?.message).toBe(
      "There are 12 rows, and 10 rows in the reference version: +20%. At most 10% is allowed.",
    );
    const [second] = await versionsOf(client, "customers", 2);
    expect(second).toMatchObject({ number: 2, rows: 12, counts: { failed: 2 } });

    // Back to what it was: the same version again, and the other one is what it is compared with.
    await writeFile(file, `age\n${"30\n".repeat(10)}`);
    await client.request("data/check", { datasets: ["customers"] });
    const again = await eventually("the first version is the one seen last", async () => {
      const found = await versionsOf(client, "customers", 2);
      return found[0]?.number === 1 && found;
    });
    expect(again[0]?.hash).toBe(first?.hash);

    const detail = await client.request("datasets/version", { dataset: "customers", version: "v2" });
    expect(detail.profile).toMatchObject({ rows: 12, columns: [{ name: "age", largest: "200" }] });
    expect(detail.check?.outcomes.find(({ kind }) => kind === "max")).toMatchObject({ state: "failed", failing: 1 });
    const { checks } = await eventually("three checks", async () => {
      const history = await client.request("datasets/history", { dataset: "customers" });
      return history.total === 3 && history;
    });
    expect(checks.map(({ version, counts }) => [version, counts.failed])).toEqual([
      [1, 1],
      [2, 2],
      [1, 0],
    ]);

    // Rows that the file no longer has can still be compared.
    const drift = await client.request("data/drift", {
      reference: { of: { dataset: "customers", version: "v2" } },
      current: { of: { dataset: "customers" } },
    });
    expect(drift.reference).toMatchObject({ label: "customers v2", rows: 12 });
    expect(drift.current.rows).toBe(10);
    await rm(join(folder.path, ".tidemark/versions"), { recursive: true });
    await expect(
      client.request("data/drift", {
        reference: { of: { dataset: "customers", version: "v2" } },
        current: { of: { dataset: "customers" } },
      }),
    ).rejects.toThrow(/^No copy of version 2 of "customers" is kept, and its files have changed.*its file at commit/);
    // The version that the data set has at the moment needs no copy.
    const same = await client.request("data/drift", {
      reference: { of: { dataset: "customers", version: "v1" } },
      current: { of: { dataset: "customers" } },
    });
    expect(same.reference).toMatchObject({ label: "customers v1", rows: 10 });
  });

  it("are linked to the runs that logged them, that tidemark.yaml names, or that somebody names", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "tidemark.yaml"), config);
    await writeFile(join(folder.path, "customers.csv"), "age\n30\n");
    await writeFile(join(folder.path, "orders.csv"), "total\n1\n");
    await writeFile(join(folder.path, "other.csv"), "x\n1\n");
    await using engine = await startEngine({ workspace: folder.path });
    const client = await engine.connect();

    const run = await startRun(engine, "evaluate.py");
    const input = (name: string, uri: string, context: string) => ({
      tags: [{ key: "mlflow.data.context", value: context }],
      dataset: { name, digest: "1", source_type: "local", source: JSON.stringify({ uri }) },
    });
    await post(engine, "runs/log-inputs", {
      run_id: run,
      datasets: [input("d", "orders.csv", "training"), input("e", "other.csv", "eval"), input("f", "gone.csv", "eval")],
    });
    const uses = await eventually("two uses", async () => {
      const found = await client.request("datasets/ofRun", { runId: run });
      return found.uses.length === 2 && found.uses;
    });
    expect(uses.map(({ use, version }) => [version.dataset, use.how, use.context])).toEqual([
      ["orders", "logged", "training"],
      ["other.csv", "logged", "eval"],
    ]);

    const configured = await startRun(engine, join(folder.path, "train_big.py"));
    const [declared] = await eventually("the data set that tidemark.yaml names", async () => {
      const found = await client.request("datasets/ofRun", { runId: configured });
      return found.uses.length > 0 && found.uses;
    });
    expect(declared).toMatchObject({ version: { dataset: "customers" }, use: { how: "config", context: null } });

    // What a run uses is checked, whether or not anybody asked for it.
    const checked = await eventually("the data that the run uses is checked", async () => {
      const { uses: found } = await client.request("datasets/ofRun", { runId: configured });
      return found[0]?.version.counts ?? undefined;
    });
    expect(checked).toMatchObject({ failed: 0, couldNotRun: 1 });

    await client.request("datasets/link", { runId: configured, dataset: "orders", context: "eval" });
    const linked = await client.request("datasets/version", { dataset: "orders" });
    expect(linked.runs.map(({ use, run: { id } }) => [id, use.how])).toEqual([
      [configured, "hand"],
      [run, "logged"],
    ]);
    // A comparison names the runs that used what is compared, also where a file is named instead of a data set.
    const drift = await client.request("data/drift", {
      reference: { of: { source: { paths: [join(folder.path, "orders.csv")] } } },
      current: { of: { dataset: "customers" } },
    });
    expect(drift.affected?.versions).toMatchObject({
      reference: [{ dataset: "orders", number: 1 }],
      current: [{ dataset: "customers", number: 1 }],
    });
    expect(
      drift.affected?.runs.map(({ id, versions }) => [id, versions.map(({ dataset, used }) => [dataset, used])]),
    ).toEqual([
      [
        configured,
        [
          ["customers", "current"],
          ["orders", "reference"],
        ],
      ],
      [run, [["orders", "reference"]]],
    ]);
    await client.request("datasets/unlink", { runId: configured, dataset: "orders" });
    await client.request("datasets/unlink", { runId: run, dataset: "orders" });
    const left = await client.request("datasets/version", { dataset: "orders" });
    expect(left.runs.map(({ run: { id } }) => id)).toEqual([run]);
  });

  it("are recorded by command, and a wrong word for one is explained", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "tidemark.yaml"), config);
    await writeFile(join(folder.path, "orders.csv"), "total\n1\n");
    await using engine = await startEngine({ workspace: folder.path });
    const client = await engine.connect();
    const recorded = await client.request("datasets/record", { dataset: "orders", profile: true });
    expect(recorded).toMatchObject({ number: 1, rows: 1, hasProfile: true });
    await expect(client.request("datasets/record", { dataset: "ordres" })).rejects.toThrow(
      'There is no data set and no data file "ordres". Declared are customers, orders.',
    );
    await expect(client.request("datasets/version", { dataset: "orders", version: "v7" })).rejects.toThrow(
      '"orders" has no version "v7": say its number, the beginning of its hash, latest or previous.',
    );
  });
});
