import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { loggedSchema, outlineSchema } from "../../../../../src/transfer/import/wandb/schema.ts";
import { isWandb, wandbSource } from "../../../../../src/transfer/import/wandb/wandbSource.ts";
import { readSource } from "../../../../support/readSource.ts";
import { temporaryFolder } from "../../../../support/temporaryFolder.ts";
import { levelDbFile } from "../files/levelDbFile.ts";
import { writtenFolder } from "../writtenFolder.ts";

const recordType = (schema: string) => protobuf.parse(schema, { keepCase: true }).root.lookupType("Record");
const outlineType = recordType(outlineSchema);
const loggedType = recordType(loggedSchema);

const outline = (fields: object): Uint8Array => outlineType.encode(outlineType.fromObject(fields)).finish();
const logged = (fields: object): Uint8Array => loggedType.encode(loggedType.fromObject(fields)).finish();

const started = 1_700_000_000;
const run = (fields: object = {}): Uint8Array =>
  outline({ run: { run_id: "abc", project: "mnist", start_time: { seconds: started }, ...fields } });
const exit = (exit_code: number, runtime = 10): Uint8Array => outline({ exit: { exit_code, runtime } });
const items = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([key, value_json]) => ({ nested_key: key.split("/"), value_json }));
const history = (step: number, values: Readonly<Record<string, string>>): Uint8Array =>
  logged({ history: { item: items({ ...values, _step: String(step), _timestamp: `${started + step}.5` }) } });
const summary = (values: Readonly<Record<string, string>>): Uint8Array =>
  outline({ summary: { update: items(values) } });
const config = (values: Readonly<Record<string, string>>): Uint8Array => outline({ config: { update: items(values) } });

const folder = "wandb/offline-run-20260101_000000-abc";
const key = "mnist/abc";

describe("a folder of W&B's runs", () => {
  it("is known by a file that ends in .wandb", async () => {
    await using logs = await runFolder([run()]);
    await using empty = await temporaryFolder();
    expect(await isWandb(logs.path)).toBe(true);
    expect(await isWandb(join(logs.path, folder, "run-abc.wandb"))).toBe(true);
    expect(await isWandb(empty.path)).toBe(false);
  });

  it("gives each run once, though its folder is linked as the latest", async () => {
    await using logs = await runFolder([run()]);
    await symlink(join(logs.path, folder), join(logs.path, "wandb/latest-run"));
    const source = await wandbSource(logs.path);
    expect(await source.count()).toBe(1);
    expect((await readSource(source)).of("run")).toHaveLength(1);
  });

  it("puts the runs of a project into an experiment", async () => {
    await using logs = await writtenFolder({
      "wandb/run-1/run-a.wandb": wandbFile([run({ run_id: "a" })]),
      "wandb/run-2/run-b.wandb": wandbFile([run({ run_id: "b" })]),
      "wandb/run-3/run-c.wandb": wandbFile([run({ run_id: "c", project: "", entity: "ada" })]),
    });
    const read = await readSource(await wandbSource(logs.path));
    expect(read.of("experiment").map(({ name }) => name)).toEqual(["mnist", "uncategorized"]);
    expect(read.of("run").map(({ key, experiment }) => [key, experiment])).toEqual([
      ["mnist/a", "mnist"],
      ["mnist/b", "mnist"],
      ["ada/uncategorized/c", "ada/uncategorized"],
    ]);
  });

  it("describes a run by what W&B was told", async () => {
    const told = {
      display_name: "nice-run",
      notes: "a note",
      tags: ["x", "y"],
      run_group: "g",
      job_type: "train",
      git: { commit: "c0ffee" },
    };
    await using logs = await runFolder([
      run(told),
      outline({ environment: { program: "train.py", username: "ada" } }),
      exit(0),
    ]);
    const [read] = (await readSource(await wandbSource(logs.path))).of("run");
    expect(read).toMatchObject({
      name: "nice-run",
      user: "ada",
      status: "FINISHED",
      startTime: started * 1000,
      endTime: (started + 10) * 1000,
    });
    expect(Object.fromEntries(read?.tags.map(({ key, value }) => [key, value]) ?? [])).toEqual({
      "mlflow.note.content": "a note",
      "mlflow.source.name": "train.py",
      "mlflow.source.type": "LOCAL",
      "mlflow.source.git.commit": "c0ffee",
      "wandb.runId": "abc",
      "wandb.tags": "x, y",
      "wandb.group": "g",
      "wandb.jobType": "train",
    });
  });

  it.each([
    ["with code 0", [exit(0)], "FINISHED"],
    ["with another code", [exit(1)], "FAILED"],
    ["without a word", [], "KILLED"],
  ])("knows how a run ended %s", async (_, end, status) => {
    await using logs = await runFolder([run(), ...end]);
    expect((await readSource(await wandbSource(logs.path))).of("run")).toMatchObject([{ status }]);
  });

  it("flattens the configuration as it was at the end", async () => {
    await using logs = await runFolder([
      run({ config: { update: items({ lr: "0.1", model: '{"layers":[2,1.5],"drop":true}', _wandb: "{}" }) } }),
      config({ late: '"x"', "model/drop": "false", lr: "1e-7" }),
      outline({ config: { remove: items({ late: "" }) } }),
    ]);
    const [read] = (await readSource(await wandbSource(logs.path))).of("run");
    expect(read?.params).toEqual([
      { key: "lr", value: "1e-07" },
      { key: "model.layers", value: "[2, 1.5]" },
      { key: "model.drop", value: "False" },
    ]);
  });

  it("reads numbers of the history with step and time, NaN and infinities included", async () => {
    await using logs = await runFolder([
      run(),
      history(0, { loss: "0.5", nan: "NaN", inf: "Infinity", "val/acc": "1e-3", on: "true", text: '"NaN"' }),
      history(7, { loss: "0.25", nan: "-Infinity" }),
    ]);
    const read = await readSource(await wandbSource(logs.path));
    const [at0, at7] = [started * 1000 + 500, started * 1000 + 7500];
    expect(read.points(key, "loss")).toEqual([
      [0, 0.5, at0],
      [7, 0.25, at7],
    ]);
    expect(read.points(key, "nan")).toEqual([
      [0, Number.NaN, at0],
      [7, -Infinity, at7],
    ]);
    expect(read.points(key, "inf")).toEqual([[0, Infinity, at0]]);
    expect(read.points(key, "val.acc")).toEqual([[0, 0.001, at0]]);
    expect(read.points(key, "on")).toEqual([[0, 1, at0]]);
    expect(read.points(key, "text")).toEqual([[0, Number.NaN, at0]]);
  });

  it("reads the typed values that newer versions may write", async () => {
    const typed = [
      { key: "n", number: 0.1 },
      { key: "i", integer: 42 },
      { key: "b", boolean: true },
      { key: "t", text: "x" },
      { key: "j", json: "3.5" },
    ];
    await using logs = await runFolder([run(), logged({ history: { item: typed, step: { num: 3 } } })]);
    const read = await readSource(await wandbSource(logs.path));
    expect(["n", "i", "b", "j"].map((name) => read.points(key, name))).toEqual(
      [0.1, 42, 1, 3.5].map((value) => [[3, value, started * 1000]]),
    );
    expect(read.skipped()).toEqual([`${key}: not taken over: 't' (no number): 1`]);
  });

  it("takes the time from the run's clock where there is no other", async () => {
    const item = items({ loss: "1", _runtime: "2.5" });
    await using logs = await runFolder([run(), logged({ history: { item, step: { num: 1 } } })]);
    expect((await readSource(await wandbSource(logs.path))).points(key, "loss")).toEqual([
      [1, 1, started * 1000 + 2500],
    ]);
  });

  it("counts by name what is no number", async () => {
    await using logs = await runFolder([
      run(),
      history(0, {
        name: '"x"',
        "img/_type": '"image-file"',
        "img/width": "4",
        old: '{"_type":"histogram","values":[1]}',
      }),
      history(1, { name: '"y"', map: '{"a":1,"b":"z"}' }),
    ]);
    const read = await readSource(await wandbSource(logs.path));
    expect(read.points(key, "map.a")).toHaveLength(1);
    expect(read.points(key, "img.width")).toEqual([]);
    expect(read.skipped()).toEqual([
      `${key}: not taken over: 'name' (no number): 2, 'img' (image-file): 1, 'map.b' (no number): 1, 'old' (histogram): 1`,
    ]);
  });

  it("takes of the summary what the history does not say", async () => {
    await using logs = await runFolder([
      run(),
      history(4, { loss: "0.5", acc: "0.75" }),
      summary({ loss: "0.5", acc: "0.9", best: "0.125", verdict: '"good"', "acc/max": "1", _step: "4" }),
    ]);
    const read = await readSource(await wandbSource(logs.path));
    const time = started * 1000 + 4500;
    expect(read.points(key, "loss")).toEqual([[4, 0.5, time]]);
    expect(read.points(key, "best")).toEqual([[4, 0.125, time]]);
    expect(read.points(key, "summary/acc")).toEqual([[4, 0.9, time]]);
    expect(read.points(key, "acc.max")).toEqual([[4, 1, time]]);
    expect(read.of("run")[0]?.tags).toContainEqual({ key: "wandb.summary.verdict", value: "good" });
  });

  it("counts measurements of the machine from 0", async () => {
    const stats = (seconds: number, value: string) =>
      logged({ stats: { timestamp: { seconds, nanos: 500_000_000 }, item: [{ key: "cpu", value_json: value }] } });
    await using logs = await runFolder([run(), stats(started, "1.5"), stats(started + 10, "2")]);
    expect((await readSource(await wandbSource(logs.path))).points(key, "system/cpu")).toEqual([
      [0, 1.5, started * 1000 + 500],
      [1, 2, started * 1000 + 10_500],
    ]);
  });

  it("keeps the files of the run", async () => {
    await using logs = await writtenFolder({
      [`${folder}/run-abc.wandb`]: wandbFile([run()]),
      [`${folder}/files/config.yaml`]: "lr: 1",
      [`${folder}/files/media/images/a.png`]: "png",
      [`${folder}/logs/debug.log`]: "of W&B itself",
      outside: "of somebody else",
    });
    await symlink(join(logs.path, "outside"), join(logs.path, folder, "files/link"));
    const read = await readSource(await wandbSource(logs.path));
    expect(read.artifacts()).toEqual(["config.yaml", "media/images/a.png"]);
    expect(read.skipped()).toEqual([`${key}: link: it is a link that leads out of its folder`]);
  });

  it("knows user, program and commit from the file in which older versions kept them", async () => {
    const metadata = { username: "ada", program: "train.py", git: { commit: "c0ffee" } };
    await using logs = await writtenFolder({
      [`${folder}/run-abc.wandb`]: wandbFile([run()]),
      [`${folder}/files/wandb-metadata.json`]: JSON.stringify(metadata),
    });
    const [read] = (await readSource(await wandbSource(logs.path))).of("run");
    expect(read?.user).toBe("ada");
    expect(read?.tags).toContainEqual({ key: "mlflow.source.name", value: "train.py" });
    expect(read?.tags).toContainEqual({ key: "mlflow.source.git.commit", value: "c0ffee" });
  });

  it("joins the files of a resumed run", async () => {
    await using logs = await writtenFolder({
      "wandb/offline-run-20260101_000000-abc/run-abc.wandb": wandbFile([run(), history(0, { loss: "1" }), exit(1)]),
      "wandb/offline-run-20260102_000000-abc/run-abc.wandb": wandbFile([run(), history(1, { loss: "2" }), exit(0)]),
    });
    const read = await readSource(await wandbSource(logs.path));
    expect(read.of("run")).toMatchObject([{ status: "FINISHED" }]);
    expect(read.points(key, "loss").map(([step, value]) => [step, value])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it("passes over a file in which no run begins", async () => {
    await using logs = await writtenFolder({ "a.wandb": "not W&B's", "b.wandb": "" });
    const read = await readSource(await wandbSource(logs.path));
    expect(read.skipped()).toEqual(
      ["a.wandb", "b.wandb"].map((name) => `${join(logs.path, name)}: no run of W&B's begins in this file`),
    );
  });

  it("does not read a run that is known", async () => {
    await using logs = await runFolder([run(), history(0, { loss: "1" })]);
    expect((await readSource(await wandbSource(logs.path), () => true)).items).toEqual([]);
  });

  it("never gives a value that was not logged, whatever happened to the file", async () => {
    const records = Array.from({ length: 30 }, (_, step) => history(step, { loss: String(step / 2) }));
    const whole = wandbFile([run(), ...records]);
    await using logs = await runFolder([run()]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), fc.nat(whole.length), async (at, bit, length) => {
        const bytes = Buffer.from(whole);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        await writeFile(join(logs.path, folder, "run-abc.wandb"), bytes.subarray(0, length));
        const read = await readSource(await wandbSource(logs.path));
        for (const [step, value] of read.points(key, "loss")) expect(value).toBe((step ?? 0) / 2);
      }),
      { numRuns: 100 },
    );
  });
});

const wandbFile = (records: readonly Uint8Array[]): Buffer =>
  levelDbFile(Buffer.from("3a572642e1be00", "hex"), records);

const runFolder = (records: readonly Uint8Array[]) =>
  writtenFolder({ [`${folder}/run-abc.wandb`]: wandbFile(records) });
