import { describe, expect, it } from "vitest";
import { mergeChanges, noChange } from "../../../src/editor/experiments/changes.ts";
import { type Ask, ExperimentsModel } from "../../../src/editor/experiments/experimentsModel.ts";
import type { MoreNode, Node } from "../../../src/editor/experiments/nodes.ts";
import { readViewState, type ViewState } from "../../../src/editor/experiments/viewState.ts";
import { RunQuery } from "../../../src/protocol/engineContract.ts";
import type { Experiment, RunSummary } from "../../../src/protocol/entities.ts";
import { invalidParameter, TidemarkError } from "../../../src/protocol/errors.ts";
import { detail, experiment, run } from "./samples.ts";

/** An engine of a few lines: answers from a list of runs and remembers what it was asked. */
function engineOf(runs: RunSummary[], experiments: Experiment[]) {
  const asked: string[] = [];
  const answers: Record<string, (params: never) => unknown> = {
    "experiments/list": ({ lifecycle = "active" }: { lifecycle?: string }) => ({
      experiments: experiments.filter((each) => each.lifecycle === lifecycle),
    }),
    "runs/list": (params: unknown) => {
      const query = RunQuery.parse(params);
      if (query.filter === "metrics.") throw invalidParameter("A metric needs a name.");
      const found = runs.filter(
        (each) =>
          each.experimentId === query.experimentId &&
          each.lifecycle === query.lifecycle &&
          (query.starred === undefined || each.starred === query.starred) &&
          (query.status?.includes(each.status) ?? true) &&
          (query.filter === undefined || each.name.includes(query.filter)) &&
          (query.topLevel !== true || each.parentId === null),
      );
      const count = (status: string): number => found.filter((each) => each.status === status).length;
      return {
        runs: found.slice(query.offset, query.offset + query.limit),
        total: found.length,
        byStatus: Object.fromEntries(found.map(({ status }) => [status, count(status)])),
      };
    },
    "runs/get": ({ runId }: { runId: string }) => {
      const found = runs.find(({ id }) => id === runId);
      if (found === undefined) throw new TidemarkError("notFound", "No such run.");
      return detail(found, {
        params: [{ key: "lr", value: "0.1" }],
        children: runs.filter(({ parentId }) => parentId === runId),
      });
    },
    "artifacts/list": () => ({ entries: [] }),
  };
  const ask = (async (name: string, params: never) => {
    asked.push(name);
    return answers[name]?.(params);
  }) as Ask;
  return { ask, asked };
}

function modelOf(
  runs: RunSummary[],
  given: Partial<ViewState> & { pageSize?: number; experiments?: Experiment[] } = {},
) {
  const { pageSize = 200, experiments = [experiment({ runs: runs.length })], ...state } = given;
  const engine = engineOf(runs, experiments);
  const model = new ExperimentsModel({
    ask: engine.ask,
    state: () => ({ ...readViewState({}), ...state }),
    pageSize: () => pageSize,
  });
  return { model, asked: engine.asked, experiments };
}

const shown = (nodes: readonly Node[]): string[] =>
  nodes.map((node) => {
    if (node.kind === "run") return node.run.name;
    if (node.kind === "group") return `${node.status} ${node.count}`;
    if (node.kind === "text") return node.text;
    return node.kind === "more" ? `${node.step} more of ${node.left}` : node.id;
  });

const many = (count: number): RunSummary[] => Array.from({ length: count }, (_, index) => run({ name: `r${index}` }));

function moreOf(nodes: readonly Node[]): MoreNode {
  const last = nodes.at(-1);
  if (last?.kind !== "more") throw new Error("There is nothing more.");
  return last;
}

async function firstExperiment(model: ExperimentsModel): Promise<Node> {
  const [first] = await model.roots();
  if (first === undefined) throw new Error("There is no experiment.");
  return first;
}

describe("experiments", () => {
  it("are nothing while MLflow's Default is all there is and empty, so that the welcome view shows", async () => {
    const { model } = modelOf([], { experiments: [experiment({ id: "0", name: "Default" })] });
    expect(await model.roots()).toEqual([]);
  });

  it("leave an empty Default out beside others", async () => {
    const { model } = modelOf([], { experiments: [experiment({ id: "0" }), experiment({ id: "1" })] });
    expect(shown(await model.roots())).toEqual(["experiment:1"]);
  });

  it("show in the bin what has deleted runs and what is deleted itself", async () => {
    const experiments = [
      experiment({ id: "1" }),
      experiment({ id: "2" }),
      experiment({ id: "3", lifecycle: "deleted" }),
    ];
    const { model } = modelOf([run({ experimentId: "2", lifecycle: "deleted" })], {
      experiments,
      lifecycle: "deleted",
    });
    expect(shown(await model.roots())).toEqual(["experiment:2", "experiment:3"]);
  });
});

describe("runs of an experiment", () => {
  it("come a page at a time", async () => {
    const { model } = modelOf(many(450));
    const parent = await firstExperiment(model);
    const first = await model.children(parent);
    expect(first).toHaveLength(201);
    expect(shown(first).at(-1)).toBe("200 more of 250");
    expect(model.showMore(moreOf(first))).toBe(parent);
    expect(shown(await model.children(parent)).at(-1)).toBe("50 more of 50");
  });

  it("come in as few requests as the engine allows", async () => {
    const { model, asked } = modelOf(many(2500), { pageSize: 2000, starred: "inOrder" });
    expect(await model.children(await firstExperiment(model))).toHaveLength(2001);
    expect(asked.filter((name) => name === "runs/list")).toHaveLength(2);
  });

  it("begin with starred ones, which count towards the page", async () => {
    const runs = [...many(3), run({ name: "star", starred: true })];
    const { model } = modelOf(runs, { pageSize: 2 });
    expect(shown(await model.children(await firstExperiment(model)))).toEqual(["star", "r0", "2 more of 2"]);
  });

  it("keep starred ones in their place when that is wished for", async () => {
    const { model } = modelOf([...many(1), run({ name: "star", starred: true })], { starred: "inOrder" });
    expect(shown(await model.children(await firstExperiment(model)))).toEqual(["r0", "star"]);
  });

  it("are nested below their parent, and stand for themselves when a filter finds them", async () => {
    const parent = run({ name: "sweep" });
    const runs = [parent, run({ name: "sweep-1", parentId: parent.id })];
    const nested = modelOf(runs);
    const [top] = await nested.model.children(await firstExperiment(nested.model));
    expect(top?.id).toBe(parent.id);
    expect(shown(top === undefined ? [] : await nested.model.children(top))).toEqual([
      "sweep-1",
      `params:${parent.id}`,
    ]);

    const filtered = modelOf(runs, { filter: "sweep" });
    const flat = await filtered.model.children(await firstExperiment(filtered.model));
    expect(shown(flat)).toEqual(["sweep", "sweep-1"]);
    expect(flat[0] && shown(await filtered.model.children(flat[0]))).toEqual([`params:${parent.id}`]);
  });

  it("divide by status, leaving out those that no run has", async () => {
    const runs = [run({ status: "FAILED" }), run({ status: "RUNNING" }), run({ status: "FAILED", name: "last" })];
    const { model } = modelOf(runs, { grouped: true });
    const groups = await model.children(await firstExperiment(model));
    expect(shown(groups)).toEqual(["RUNNING 1", "FAILED 2"]);
    expect(groups[1] && shown(await model.children(groups[1]))).toContain("last");
  });

  it("say so when none is there, none matches, or the filter can't be understood", async () => {
    const said = async (given: Partial<ViewState>): Promise<string[]> => {
      const { model } = modelOf([], { ...given, experiments: [experiment()] });
      return shown(await model.children(await firstExperiment(model)));
    };
    expect(await said({})).toEqual(["No runs yet"]);
    expect(await said({ filter: "x" })).toEqual(["No run matches the filter"]);
    expect(await said({ starred: "only" })).toEqual(["No run is starred"]);
    expect(await said({ filter: "metrics." })).toEqual(["A metric needs a name."]);
  });
});

describe("a change", () => {
  const about = (of: RunSummary, summary = true) => ({
    experiments: false,
    models: false,
    datasets: false,
    runs: [{ id: of.id, experimentId: of.experimentId, summary, metrics: !summary }],
  });

  it("draws only the run again whose summary changed", async () => {
    const runs = many(3);
    const { model } = modelOf(runs);
    await model.children(await firstExperiment(model));
    const changed = { ...(runs[1] ?? run()), name: "renamed" };
    runs[1] = changed;
    const redraw = await model.update(about(changed));
    expect(redraw === "everything" ? redraw : shown(redraw)).toEqual(["renamed"]);
  });

  it("draws the list again when a run came", async () => {
    const runs = many(2);
    const { model } = modelOf(runs);
    const parent = await firstExperiment(model);
    await model.children(parent);
    const added = run({ name: "new" });
    runs.unshift(added);
    expect(await model.update(about(added))).toEqual([parent]);
    expect(shown(await model.children(parent))).toEqual(["new", "r0", "r1"]);
  });

  it("keeps the identity of what stays, so that it stays selected and expanded", async () => {
    const runs = many(2);
    const { model } = modelOf(runs);
    const parent = await firstExperiment(model);
    const before = await model.children(parent);
    const added = run();
    runs.push(added);
    await model.update(about(added));
    expect((await model.children(parent))[0]).toBe(before[0]);
  });

  it("draws everything when experiments came or went", async () => {
    const { model, experiments } = modelOf(many(1));
    await model.roots();
    experiments.push(experiment({ id: "2", runs: 1 }));
    expect(await model.update({ experiments: true, models: false, datasets: false, runs: [] })).toBe("everything");
  });

  it("asks nothing about lists that nobody opened", async () => {
    const { model, asked } = modelOf(many(1));
    await model.roots();
    await model.update(about(run(), false));
    expect(asked).toEqual(["experiments/list"]);
  });

  it("joins with the next one, each run once", () => {
    const one = run();
    const joined = mergeChanges(about(one, true), about(one, false));
    expect(joined.runs).toEqual([{ id: one.id, experimentId: "1", summary: true, metrics: true }]);
    expect(mergeChanges(noChange, about(one))).toEqual(about(one));
  });
});
