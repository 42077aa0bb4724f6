import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attachEngine } from "../../src/client/attachEngine.ts";
import type { ConnectedEngine } from "../../src/client/connectEngine.ts";
import { fromMetricValue } from "../../src/protocol/entities.ts";
import { type ImportKind, ImportSummary } from "../../src/protocol/import.ts";
import { csvSource } from "../../src/transfer/import/csv/csvSource.ts";
import { dvcLiveSource } from "../../src/transfer/import/dvclive/dvcLiveSource.ts";
import type { ForeignSource } from "../../src/transfer/import/foreign.ts";
import { tensorBoardSource } from "../../src/transfer/import/tensorboard/tensorBoardSource.ts";
import { wandbSource } from "../../src/transfer/import/wandb/wandbSource.ts";
import { cliWorkspace } from "../process/cli/cli.ts";
import { readSource } from "../support/readSource.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporaryFolder.ts";
import { type Logged, numberOf, runTracker } from "./support/trackers.ts";

type Read = Awaited<ReturnType<typeof readSource>>;

interface Tracker {
  readonly kind: ImportKind;
  readonly open: (folder: string) => Promise<ForeignSource>;
  /** What a run is called, by its key in the source. */
  readonly nameOf?: (run: string) => string;
}

/** Describes what is read of the files that a tool wrote, and what the command makes of them. */
function describeTracker(
  title: string,
  script: string,
  { kind, open, nameOf = (run) => run }: Tracker,
  specify: (read: () => Read) => void,
): void {
  describe(title, () => {
    let folder: TemporaryFolder | undefined;
    let read: Read | undefined;
    let logged: Logged | null = null;
    beforeAll(async () => {
      folder = await temporaryFolder();
      logged = await runTracker(script, folder.path);
      read = await readSource(await open(folder.path));
    });
    afterAll(async () => folder?.[Symbol.asyncDispose]());
    const found = (): Read => {
      if (read === undefined) throw new Error("The script has not run.");
      return read;
    };

    it("has every number that was logged, and no other", () => {
      const runs = logged?.runs ?? {};
      expect(Object.keys(runs).length).toBeGreaterThan(0);
      for (const [run, metrics] of Object.entries(runs)) {
        for (const [key, points] of Object.entries(metrics)) {
          const expected = points.map(([step, value]) => [step, numberOf(value) + 0]);
          const got = found()
            .points(run, key)
            .map(([step = 0, value = 0]) => [step, value + 0]);
          expect(got, `${run}: ${key}`).toEqual(expected);
          for (const [index, [, , time]] of points.entries()) {
            if (time !== null) expect(found().points(run, key)[index]?.[2]).toBe(Math.round(time * 1000));
          }
        }
        const others = new Set(
          found()
            .of("metrics")
            .filter((each) => each.run === run)
            .flatMap((each) => each.points)
            .map(({ key }) => key),
        );
        expect([...others].filter((key) => !(key in metrics) && !key.startsWith("system/"))).toEqual([]);
      }
    });

    it("is imported with every number, once, however often", async () => {
      await using workspace = await cliWorkspace();
      const importAll = async () => {
        const { out } = await workspace.tidemark("import", folder?.path ?? "", "--kind", kind, "--json");
        return ImportSummary.parse(JSON.parse(out));
      };
      const runs = Object.entries(logged?.runs ?? {});
      expect((await importAll()).written).toMatchObject({ runsNew: found().of("run").length });
      expect((await importAll()).written).toMatchObject({ runsNew: 0, runsUpdated: 0, points: 0 });

      const engine = await attachEngine(workspace.path, { client: "test", version: "0" });
      if (engine === null) throw new Error("The engine has ended.");
      for (const [run, metrics] of runs) {
        const stored = await storedPoints(engine, nameOf(run), Object.keys(metrics));
        for (const [key, points] of Object.entries(metrics)) {
          const wanted = points.map(([step, value]) => `${step}: ${numberOf(value) + 0}`);
          expect(stored.get(key), `${run}: ${key}`).toEqual([...new Set(wanted)].sort());
        }
      }
      engine.dispose();
    });

    specify(found);
  });
}

/** The points of a run's metrics as `step: value`, sorted as text. */
async function storedPoints(
  engine: ConnectedEngine,
  name: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { experiments } = await engine.request("experiments/list", {});
  for (const { id } of experiments) {
    const { runs } = await engine.request("runs/list", { experimentId: id });
    const run = runs.find((each) => each.name === name);
    if (run === undefined) continue;
    const wanted = keys.map((key) => ({ runId: run.id, key }));
    const { series } = await engine.request("metrics/sample", { series: wanted, points: 20_000 });
    return new Map(
      series.map(({ key, steps, values, total }) => {
        if (steps.length !== total) throw new Error(`${key} has ${total} points: too many to compare.`);
        return [key, values.map((value, index) => `${steps[index]}: ${fromMetricValue(value)}`).sort()];
      }),
    );
  }
  throw new Error(`There is no run ${name}.`);
}

const pairs = (list: readonly { readonly key: string; readonly value: string }[] | undefined) =>
  Object.fromEntries(list?.map(({ key, value }) => [key, value]) ?? []);

describeTracker(
  "TensorBoard's event files",
  "tensorboard_logs.py",
  { kind: "tensorboard", open: tensorBoardSource },
  (read) => {
    it("have a run for each folder", () => {
      expect(
        read()
          .of("run")
          .map(({ name, parent, status }) => [name, parent, status]),
      ).toEqual([
        ["keras/train", undefined, "FINISHED"],
        ["kinds", undefined, "FAILED"],
        ["torch/exp1", undefined, "FINISHED"],
        ["torch/exp1/hp", "torch/exp1", "FINISHED"],
      ]);
    });

    it("have the parameters of the hparams plugin", () => {
      const params = (name: string) =>
        pairs(
          read()
            .of("run")
            .find(({ key }) => key === name)?.params,
        );
      expect(params("kinds")).toEqual({ lr: "1e-07", units: "64" });
      expect(params("torch/exp1/hp")).toEqual({ lr: "0.1", layers: "3", bias: "True", optimizer: "adam" });
    });

    it("have images and texts as files", () => {
      expect(read().artifacts()).toEqual([
        "text/note/text_summary/step-00000003.md",
        "images/picture/step-00000005.png",
      ]);
    });

    it("say what is left out", () => expect(read().skipped()).toEqual(["torch/exp1: not taken over: histograms: 1"]));
  },
);

describeTracker(
  "W&B's offline runs",
  "wandb_logs.py",
  { kind: "wandb", open: wandbSource, nameOf: (run) => (run === "mnist/first" ? "nice-run" : "failed") },
  (read) => {
    it("have names, ends, notes and groups", () => {
      const [first, failed] = read().of("run");
      expect(first).toMatchObject({ name: "nice-run", status: "FINISHED" });
      expect(failed).toMatchObject({ name: "failed", status: "FAILED" });
      expect(pairs(first?.tags)).toMatchObject({
        "mlflow.note.content": "a note",
        "mlflow.source.name": expect.stringMatching(/wandb_logs\.py$/),
        "wandb.runId": "first",
        "wandb.tags": "a, b",
        "wandb.group": "g",
        "wandb.jobType": "train",
        "wandb.summary.verdict": "good",
      });
    });

    it("have their configuration as MLflow's users would see it", () => {
      expect(pairs(read().of("run")[0]?.params)).toEqual({
        lr: "0.1",
        tiny: "1e-07",
        epochs: "3",
        ratio: "1.0",
        amp: "True",
        resume: "None",
        huge: "1180591620717411303424",
        "model.layers": "[64, 32.5, 'x']",
        "model.optimizer.name": "adam",
        odd_: "v",
        late: "added",
      });
    });

    it("have measurements of the machine", () => {
      expect(
        read()
          .of("metrics")
          .flatMap(({ points }) => points)
          .map(({ key }) => key),
      ).toContain("system/memory_percent");
    });

    it("have files and media", () => {
      expect(read().artifacts()).toEqual(
        expect.arrayContaining([
          "output.log",
          "requirements.txt",
          expect.stringMatching(/^media\/images\/picture_.*\.png$/),
        ]),
      );
    });

    it("say what is left out", () => {
      expect(read().skipped()).toEqual([
        "mnist/first: names that can't be kept were changed: 'odd?' is 'odd_'",
        "mnist/first: not taken over: 'word' (no number): 8, 'bins' (histogram): 1, 'picture' (image-file): 1",
      ]);
    });
  },
);

describe("a W&B run that was killed", () => {
  it("has what had been written, and is called killed", async () => {
    await using folder = await temporaryFolder();
    expect(await runTracker("wandb_logs.py", folder.path, ["killed"])).toBeNull();
    const read = await readSource(await wandbSource(folder.path));
    expect(read.of("run")).toMatchObject([{ key: "mnist/killed", status: "KILLED" }]);
    const points = read.points("mnist/killed", "loss").map(([step, value]) => [step, value]);
    expect(points.length).toBeGreaterThan(100);
    expect(points).toEqual(points.map((_, step) => [step, 1 / (step + 1)]));
    expect(read.skipped()).toEqual([]);
  });
});

describeTracker("DVCLive's folder", "dvclive_logs.py", { kind: "dvclive", open: dvcLiveSource }, (read) => {
  it("has its parameters", () => {
    expect(pairs(read().of("run")[0]?.params)).toEqual({
      lr: "0.1",
      tiny: "1e-07",
      epochs: "3",
      amp: "True",
      "model.layers": "[64, 32]",
      "model.name": "x",
    });
  });

  it("has images and the pipeline", () => expect(read().artifacts()).toEqual(["plots/images/picture.png", "dvc.yaml"]));

  it("has texts that stand for the end, and says what is left out", () => {
    expect(pairs(read().of("run")[0]?.tags)).toEqual({ "dvclive.summary.word": "text" });
    expect(read().skipped()).toEqual(["project: not taken over: 'word' (no number): 8"]);
  });
});

describeTracker("logs as tables of Lightning and Keras", "csv_logs.py", { kind: "csv", open: csvSource }, (read) => {
  it("have the parameters that Python wrote, of which nothing is run", () => {
    expect(
      pairs(
        read()
          .of("run")
          .find(({ key }) => key === "lightning_logs/version_0")?.params,
      ),
    ).toEqual({
      lr: "0.001",
      tiny: "1e-07",
      amp: "True",
      betas: "[0.9, 0.999]",
      "cfg/depth": "3",
      act: "",
    });
  });

  it("leave nothing out", () => expect(read().skipped()).toEqual([]));
});
