import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Comparison, RunDetail, RunSummary } from "../../../src/protocol/entities.ts";
import { type CliWorkspace, cliWorkspace, script } from "./cli.ts";

let workspace: CliWorkspace;
let trained: Awaited<ReturnType<CliWorkspace["tidemark"]>>;

beforeAll(async () => {
  workspace = await cliWorkspace();
  const runs = JSON.stringify([
    ["slow", 0.001, 0.5],
    ["fast", 0.1, 0.25],
    ["\u001b[31mred | name", 0.01, 0.75],
  ]);
  trained = await workspace.tidemark("run", "--", process.execPath, "--input-type=module", "-e", script, runs);
}, 60_000);
afterAll(async () => workspace[Symbol.asyncDispose]());

const runs = async () => RunSummary.array().parse(JSON.parse((await workspace.tidemark("runs", "--json")).out));

describe("tidemark run", () => {
  it("starts the engine, lets the command log to it, and says which runs it made and how to see them", async () => {
    expect(trained).toMatchObject({ code: 0, out: "" });
    expect(trained.error).toContain("3 runs tracked:");
    expect(trained.error).toMatch(/Show one: tidemark show [0-9a-f]{10} {4}Compare: tidemark compare/);
  });

  it("leaves the command in a tag of its runs", async () => {
    const { out } = await workspace.tidemark("show", "fast", "--json");
    const { tags } = RunDetail.parse(JSON.parse(out));
    const command: unknown = JSON.parse(tags.find(({ key }) => key === "tidemark.command")?.value ?? "null");
    expect(command).toEqual(expect.arrayContaining([process.execPath, "--input-type=module"]));
  });
});

describe("tidemark runs", () => {
  it("prints a table, the newest first, on which no control character has an effect", async () => {
    const { out, code } = await workspace.tidemark("runs");
    expect(code).toBe(0);
    const lines = out.trim().split("\n");
    expect(lines[0]).toMatch(/^ID +NAME +EXPERIMENT +STATUS +STARTED +TOOK +METRIC$/);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(" [31mred | name");
    expect(out).not.toContain("\u001b");
  });

  it("sorts, filters and limits", async () => {
    const names = async (...args: string[]) => {
      const { out } = await workspace.tidemark("runs", "--json", ...args);
      return RunSummary.array()
        .parse(JSON.parse(out))
        .map(({ name }) => name);
    };
    expect(await names("--sort", "metric:loss", "--reverse", "--limit", "2")).toEqual(["fast", "slow"]);
    expect(await names("--filter", "metrics.loss > 0.4", "--sort", "metric:loss", "-n", "1")).toEqual([
      "\u001b[31mred | name",
    ]);
    expect(await names("--experiment", "Default", "--filter", "slow")).toEqual(["slow"]);
  });

  it("says what is wrong with what it was asked, in words and by its exit code", async () => {
    const wrongSort = await workspace.tidemark("runs", "--sort", "size");
    expect(wrongSort).toMatchObject({ code: 2, out: "" });
    expect(wrongSort.error).toContain("metric:KEY");
    const wrongFilter = await workspace.tidemark("runs", "--filter", "metrics.loss >");
    expect(wrongFilter).toMatchObject({ code: 2, out: "" });
    expect(wrongFilter.error).not.toMatch(/\n\s+at /);
    expect(wrongFilter.error).toMatch(/^.*ends too early.*\nmetrics\.loss >\n {14}\^$/m);
    expect(await workspace.tidemark("runs", "--experiment", "nope")).toMatchObject({ code: 1, out: "" });
    expect(await workspace.tidemark("dance")).toMatchObject({ code: 2, out: "" });
  });
});

describe("tidemark show", () => {
  it("takes a name, an id, or the beginning of one", async () => {
    const fast = (await runs()).find(({ name }) => name === "fast");
    for (const word of ["fast", fast?.id ?? "", fast?.id.slice(0, 8) ?? ""]) {
      const { out } = await workspace.tidemark("show", word);
      expect(out).toMatch(/^fast\n/);
      expect(out).toMatch(/loss +0\.25/);
      expect(out).toContain("not in a git repository");
    }
  });

  it("fails for a run that is not there", async () => {
    const { code, error } = await workspace.tidemark("show", "nothing-like-it");
    expect(code).toBe(1);
    expect(error).toMatch(/^error: No run has the id or name nothing-like-it/);
  });
});

describe("tidemark compare", () => {
  it("shows what differs first and marks the best", async () => {
    const { out } = await workspace.tidemark("compare", "slow", "fast");
    const labels = out.split("\n").map((line) => line.split("  ")[0]?.trim());
    expect(labels.indexOf("lr")).toBeLessThan(labels.indexOf("The same in all"));
    expect(labels.indexOf("seed")).toBeGreaterThan(labels.indexOf("The same in all"));
    expect(out).toMatch(/loss \(min\) +0\.5 +0\.25 \*/);
  });

  it("exports Markdown, CSV and JSON", async () => {
    const as = async (...format: string[]) => (await workspace.tidemark("compare", "slow", "fast", ...format)).out;
    expect(await as("--format", "markdown")).toContain("| loss (min) | 0.5 | **0.25** |");
    expect(await as("--format", "csv")).toContain("metric,loss,min,0.5,0.25\r\n");
    expect(Comparison.parse(JSON.parse(await as("--json"))).runs.map(({ name }) => name)).toEqual(["slow", "fast"]);
  });

  it("needs two runs", async () => {
    expect(await workspace.tidemark("compare", "slow")).toMatchObject({ code: 2 });
  });
});
