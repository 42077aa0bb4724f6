import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvSource, isCsvLog } from "../../../../../src/transfer/import/csv/csvSource.ts";
import { readSource } from "../../../../support/readSource.ts";
import { writtenFolder } from "../writtenFolder.ts";

const written = 1_700_000_000_000;

describe("logs as tables", () => {
  it.each([
    ["a column of steps", "step,loss\n0,1\n", true],
    ["a column of epochs, with semicolons", "epoch;loss\n0;1\n", true],
    ["tabs", "iteration\tloss\n0\t1\n", true],
    ["no such column", "x,y\n0,1\n", false],
    ["only steps", "step\n0\n", false],
    ["steps that are no numbers", "step,loss\nfirst,1\n", false],
    ["nothing", "", false],
  ])("are known by a column that counts: %s", async (_, content, known) => {
    await using logs = await writtenFolder({ "a/log.csv": content });
    expect(await isCsvLog(logs.path)).toBe(known);
    expect(await isCsvLog(join(logs.path, "a/log.csv"))).toBe(known);
  });

  it("are runs named by their folders where Lightning wrote them, else by their names", async () => {
    await using logs = await writtenFolder({
      "lightning_logs/version_0/metrics.csv": "step,loss\n0,1\n",
      "lightning_logs/version_1/metrics.csv": "step,loss\n0,1\n",
      "keras/training.csv": "epoch,loss\n0,1\n",
      "keras/training.tsv": "epoch\tloss\n0\t1\n",
      "data.csv": "x,y\n0,1\n",
      "dvclive/plots/metrics/loss.tsv": "step\tloss\n0\t1\n",
    });
    const source = await csvSource(logs.path);
    expect(await source.count()).toBe(4);
    expect((await readSource(source)).of("run").map(({ name }) => name)).toEqual([
      "keras/training",
      "keras/training.tsv",
      "lightning_logs/version_0",
      "lightning_logs/version_1",
    ]);
  });

  it("have sparse columns with Lightning, and the epoch as a metric", async () => {
    const read = await readLog("epoch,step,train_loss,val/acc\n0,49,0.5,\n0,49,,0.75\n1,99,nan,\n1,99,,-inf\n");
    expect(read.points("log", "train_loss")).toEqual([
      [49, 0.5, written],
      [99, Number.NaN, written],
    ]);
    expect(read.points("log", "val/acc")).toEqual([
      [49, 0.75, written],
      [99, -Infinity, written],
    ]);
    expect(read.points("log", "epoch").map(([step, value]) => [step, value])).toEqual([
      [49, 0],
      [49, 0],
      [99, 1],
      [99, 1],
    ]);
  });

  it("count by epochs with Keras, which writes NA where there is nothing", async () => {
    const read = await readLog("epoch,accuracy,loss,val_loss\n0,0.5,1.5,NA\n1,0.75,1e-05,2\n");
    expect(read.points("log", "val_loss")).toEqual([[1, 2, written]]);
    expect(read.points("log", "loss").map(([, value]) => value)).toEqual([1.5, 1e-5]);
    expect(read.skipped()).toEqual([]);
  });

  it.each([
    ["seconds", "1700000100.25,1700000200", 1_700_000_100_250, 1_700_000_200_000],
    ["milliseconds", "1700000100250,1700000200000", 1_700_000_100_250, 1_700_000_200_000],
    ["dates", "2023-11-14T22:15:00.250Z,2023-11-14T22:16:40Z", 1_700_000_100_250, 1_700_000_200_000],
  ])("may tell the time in %s", async (_, times, startTime, endTime) => {
    const [first, last] = times.split(",");
    const read = await readLog(`step,timestamp,loss\n0,${first},1\n1,${last},2\n`);
    expect(read.points("log", "loss").map(([, , time]) => time)).toEqual([startTime, endTime]);
    expect(read.of("run")).toMatchObject([{ startTime, endTime }]);
  });

  it("leave a last line out that has no end: it may be half a number", async () => {
    const read = await readLog("step,loss\n0,1\n1,0.1234");
    expect(read.points("log", "loss")).toHaveLength(1);
    expect(read.skipped()).toEqual(["log: the last line has no end, so it may not be whole: left out"]);
  });

  it("have what is no number counted by its column", async () => {
    const read = await readLog('step,name,"a,b@1"\n0,x,1\n1,y,2\n0.5,z,3\n');
    expect(read.points("log", "a_b_1")).toHaveLength(2);
    expect(read.skipped()).toEqual([
      "log: not taken over: 'name' (no number): 2, rows without a whole step: 1",
      "log: names that can't be kept were changed: 'a,b@1' is 'a_b_1'",
    ]);
  });

  it("have parameters beside them with Lightning, in which nothing of Python is run", async () => {
    const hparams = [
      "lr: 1e-05",
      "layers: !!python/tuple\n- 1\n- 2.0",
      "cfg: !!python/object:argparse.Namespace\n  a: 1\n  b: null",
      'boom: !!python/object/apply:os.system ["exit"]',
      "fn: !!python/name:torch.nn.ReLU ''",
      "on: true",
    ].join("\n");
    await using logs = await writtenFolder({ "v/metrics.csv": "step,loss\n0,1\n", "v/hparams.yaml": `${hparams}\n` });
    const read = await readSource(await csvSource(logs.path));
    expect(Object.fromEntries(read.of("run")[0]?.params.map(({ key, value }) => [key, value]) ?? [])).toEqual({
      lr: "1e-05",
      layers: "[1, 2.0]",
      "cfg/a": "1",
      "cfg/b": "None",
      boom: "['exit']",
      fn: "",
      on: "True",
    });
    expect(read.artifacts()).toEqual(["hparams.yaml"]);
  });

  it("go on without parameters that can't be read", async () => {
    const bomb = `a: &a [x, x]\n${Array.from({ length: 30 }, (_, level) => `${level}: &b${level} [${level === 0 ? "*a, *a" : `*b${level - 1}, *b${level - 1}`}]`).join("\n")}\n`;
    await using logs = await writtenFolder({
      "a/metrics.csv": "step,loss\n0,1\n",
      "a/hparams.yaml": "lr: [1\n",
      "b/metrics.csv": "step,loss\n0,1\n",
      "b/hparams.yaml": bomb,
    });
    const read = await readSource(await csvSource(logs.path));
    expect(read.of("run").map(({ params }) => params)).toEqual([[], []]);
    expect(read.skipped()).toEqual([
      expect.stringMatching(/^a: hparams\.yaml: can't be read: /),
      expect.stringMatching(/^b: hparams\.yaml: can't be read: /),
    ]);
  });

  it("are read whatever is in them, and never give a value that is not there", async () => {
    const rows = Array.from({ length: 20 }, (_, step) => `${step},${step / 2},${step}`);
    const whole = Buffer.from(`step,loss,acc\n${rows.join("\n")}\n`);
    await using logs = await writtenFolder({ "log.csv": whole });
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), async (length) => {
        await writeFile(join(logs.path, "log.csv"), whole.subarray(0, length));
        const points = (await readSource(await csvSource(logs.path))).points("log", "loss");
        expect(points.map(([step, value]) => [step, value])).toEqual(points.map((_, step) => [step, step / 2]));
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await writeFile(join(logs.path, "log.csv"), Buffer.concat([Buffer.from("step,loss\n0,1\n"), bytes]));
        expect((await readSource(await csvSource(logs.path))).of("runEnd")).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });
});

async function readLog(content: string) {
  await using logs = await writtenFolder({ "log.csv": content });
  await utimes(join(logs.path, "log.csv"), written / 1000, written / 1000);
  return await readSource(await csvSource(logs.path));
}
