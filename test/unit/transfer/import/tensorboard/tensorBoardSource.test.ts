import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { eventSchema, hparamsSchema } from "../../../../../src/transfer/import/tensorboard/schema.ts";
import { isTensorBoard, tensorBoardSource } from "../../../../../src/transfer/import/tensorboard/tensorBoardSource.ts";
import { readSource } from "../../../../support/readSource.ts";
import { temporaryFolder } from "../../../../support/temporaryFolder.ts";
import { tfRecordFile } from "../files/tfRecordFile.ts";
import { writtenFolder } from "../writtenFolder.ts";

const type = (schema: string, name: string) => protobuf.parse(schema, { keepCase: true }).root.lookupType(name);
const eventType = type(eventSchema, "Event");
const hparamsType = type(hparamsSchema, "HParamsPluginData");

const event = (fields: object): Uint8Array => eventType.encode(fields).finish();
const scalar = (tag: string, value: number, step: number, wall_time = 1_700_000_000 + step): Uint8Array =>
  event({ wall_time, step, summary: { value: [{ tag, simple_value: value }] } });
const ofPlugin = (plugin_name: string, content: Uint8Array = new Uint8Array(0)) => ({
  plugin_data: { plugin_name, content },
});

describe("a folder of TensorBoard's event files", () => {
  it("is known by a file that has tfevents in its name, at any depth", async () => {
    await using logs = await logFolder({ "a/b/events.out.tfevents.1.host": [scalar("loss", 1, 0)] });
    expect(await isTensorBoard(logs.path)).toBe(true);
    expect(await isTensorBoard(join(logs.path, "a/b/events.out.tfevents.1.host"))).toBe(true);
    await using empty = await temporaryFolder();
    expect(await isTensorBoard(empty.path)).toBe(false);
  });

  it("may hold files of TensorFlow 2, and what a profiler leaves", async () => {
    await using logs = await logFolder({
      "train/events.out.tfevents.1.host.2.0.v2": [scalar("loss", 1, 0)],
      "profiled/events.out.tfevents.1.host.profile-empty": [],
    });
    expect((await readSource(await tensorBoardSource(logs.path))).of("run").map(({ name }) => name)).toEqual(["train"]);
  });

  it("holds a run for each folder with such files, named by its path, a run above being its parent", async () => {
    await using logs = await logFolder({
      "exp/events.out.tfevents.1.host": [scalar("loss", 1, 0)],
      "exp/eval/events.out.tfevents.1.host": [scalar("loss", 1, 0)],
      "other/deep/events.out.tfevents.1.host": [scalar("loss", 1, 0)],
    });
    const source = await tensorBoardSource(logs.path);
    expect(await source.count()).toBe(3);
    const runs = (await readSource(source)).of("run");
    expect(runs.map(({ name, parent }) => [name, parent])).toEqual([
      ["exp", undefined],
      ["exp/eval", "exp"],
      ["other/deep", undefined],
    ]);
  });

  it("reads the files of a run in order, and its start and end off their events", async () => {
    await using logs = await logFolder({
      "run/events.out.tfevents.2.host": [scalar("loss", 0.25, 2)],
      "run/events.out.tfevents.1.host": [scalar("loss", 1, 0), scalar("loss", 0.5, 1)],
    });
    const read = await readSource(await tensorBoardSource(logs.path));
    expect(read.points("run", "loss")).toEqual([
      [0, 1, 1_700_000_000_000],
      [1, 0.5, 1_700_000_001_000],
      [2, 0.25, 1_700_000_002_000],
    ]);
    expect(read.of("run")).toMatchObject([
      { startTime: 1_700_000_000_000, endTime: 1_700_000_002_000, status: "FINISHED" },
    ]);
  });

  it("takes a value's plugin from the first value of its tag", async () => {
    const text = { dtype: 7, string_val: [Buffer.from("# Hello")] };
    await using logs = await logFolder({
      "run/events.out.tfevents.1.host": [
        event({ wall_time: 1, step: 1, summary: { value: [{ tag: "t", metadata: ofPlugin("text"), tensor: text }] } }),
        event({ wall_time: 2, step: 2, summary: { value: [{ tag: "t", tensor: text }] } }),
      ],
    });
    const read = await readSource(await tensorBoardSource(logs.path));
    expect(read.artifacts()).toEqual(["text/t/step-00000001.md", "text/t/step-00000002.md"]);
    expect(read.of("artifact")[0]?.from).toEqual({ bytes: new TextEncoder().encode("# Hello") });
  });

  it("keeps images as files, several of a step numbered", async () => {
    const png = Buffer.from("89504e470d0a1a0a", "hex");
    const value = {
      tag: "a/img",
      metadata: ofPlugin("images"),
      tensor: { dtype: 7, string_val: [Buffer.from("4"), Buffer.from("4"), png, png] },
    };
    await using logs = await logFolder({
      "run/events.out.tfevents.1.host": [
        event({ wall_time: 1, step: 7, summary: { value: [value] } }),
        event({ wall_time: 1, step: 8, summary: { value: [{ tag: "old", image: { encoded_image_string: png } }] } }),
      ],
    });
    const read = await readSource(await tensorBoardSource(logs.path));
    expect(read.artifacts()).toEqual([
      "images/a/img/step-00000007.png",
      "images/a/img/step-00000007-2.png",
      "images/old/step-00000008.png",
    ]);
  });

  it("takes a run's parameters, start, end and status from the hparams plugin", async () => {
    const said = (fields: object) =>
      event({
        wall_time: 5,
        summary: {
          value: [
            {
              tag: "_hparams_/x",
              metadata: ofPlugin("hparams", hparamsType.encode(hparamsType.fromObject(fields)).finish()),
            },
          ],
        },
      });
    await using logs = await logFolder({
      "run/events.out.tfevents.1.host": [
        said({
          session_start_info: {
            hparams: {
              lr: { number_value: 1e-7 },
              n: { number_value: 3 },
              on: { bool_value: true },
              opt: { string_value: "adam" },
              none: { null_value: 0 },
            },
            start_time_secs: 4,
          },
        }),
        said({ session_end_info: { status: 2, end_time_secs: 9 } }),
      ],
    });
    const [run] = (await readSource(await tensorBoardSource(logs.path))).of("run");
    expect(run).toMatchObject({ status: "FAILED", startTime: 4000, endTime: 9000 });
    expect(Object.fromEntries(run?.params.map(({ key, value }) => [key, value]) ?? [])).toEqual({
      lr: "1e-07",
      n: "3",
      on: "True",
      opt: "adam",
      none: "None",
    });
  });

  it("counts what it leaves out by its kind", async () => {
    await using logs = await logFolder({
      "run/events.out.tfevents.1.host": [
        event({
          wall_time: 1,
          step: 1,
          summary: {
            value: [
              { tag: "h", histo: new Uint8Array([1]) },
              { tag: "h2", histo: new Uint8Array([1]) },
            ],
          },
        }),
        event({ wall_time: 1, step: 1, graph_def: new Uint8Array([1]) }),
        event({
          wall_time: 1,
          step: 1,
          summary: { value: [{ tag: "p", metadata: ofPlugin("pr_curves"), tensor: { dtype: 1 } }] },
        }),
        new Uint8Array([0xff]),
      ],
    });
    expect((await readSource(await tensorBoardSource(logs.path))).skipped()).toEqual([
      "run: not taken over: histograms: 2, graphs: 1, precision-recall curves: 1, records that are no events: 1",
    ]);
  });

  it("says which names it had to change", async () => {
    await using logs = await logFolder({ "run/events.out.tfevents.1.host": [scalar("loss@1", 1, 0)] });
    const read = await readSource(await tensorBoardSource(logs.path));
    expect(read.points("run", "loss_1")).toHaveLength(1);
    expect(read.skipped()).toEqual(["run: names that can't be kept were changed: 'loss@1' is 'loss_1'"]);
  });

  it("goes on with the next file behind a damaged one", async () => {
    await using logs = await logFolder({
      "run/events.out.tfevents.1.host": [scalar("loss", 1, 0), scalar("loss", 2, 1)],
      "run/events.out.tfevents.2.host": [scalar("loss", 3, 2)],
    });
    const file = join(logs.path, "run/events.out.tfevents.1.host");
    const bytes = tfRecordFile([scalar("loss", 1, 0), scalar("loss", 2, 1)]);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 8) ^ 1, bytes.length - 8);
    await writeFile(file, bytes);
    const read = await readSource(await tensorBoardSource(logs.path));
    expect(read.points("run", "loss").map(([step]) => step)).toEqual([0, 2]);
    expect(read.skipped()).toEqual([
      expect.stringMatching(/^run: events\.out\.tfevents\.1\.host: damaged at byte \d+: the checksum/),
    ]);
  });

  it("asks whether a run is known before reading it, by a fingerprint that a longer file changes", async () => {
    await using logs = await logFolder({ "run/events.out.tfevents.1.host": [scalar("loss", 1, 0)] });
    const source = await tensorBoardSource(logs.path);
    const asked: string[] = [];
    const known = (_: string, fingerprint: string) => asked.push(fingerprint) > 0;
    expect((await readSource(source, known)).of("run")).toEqual([]);
    await readSource(source, known);
    await appendFile(join(logs.path, "run/events.out.tfevents.1.host"), tfRecordFile([scalar("loss", 2, 1)]));
    await readSource(source, known);
    expect(asked[1]).toBe(asked[0]);
    expect(asked[2]).not.toBe(asked[0]);
  });

  it("never gives a value that was not logged, whatever happened to the file", async () => {
    const steps = Array.from({ length: 30 }, (_, step) => step);
    const whole = tfRecordFile(steps.map((step) => scalar("loss", step / 2, step)));
    await using logs = await logFolder({ "run/events.out.tfevents.1.host": [] });
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), fc.nat(whole.length), async (at, bit, length) => {
        const bytes = Buffer.from(whole);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        await writeFile(join(logs.path, "run/events.out.tfevents.1.host"), bytes.subarray(0, length));
        for (const [step, value] of (await readSource(await tensorBoardSource(logs.path))).points("run", "loss")) {
          expect(value).toBe((step ?? 0) / 2);
        }
      }),
      { numRuns: 100 },
    );
  });
});

const logFolder = (files: Readonly<Record<string, readonly Uint8Array[]>>) =>
  writtenFolder(Object.fromEntries(Object.entries(files).map(([name, records]) => [name, tfRecordFile(records)])));
