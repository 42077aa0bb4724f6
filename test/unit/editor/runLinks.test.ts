import { describe, expect, it } from "vitest";
import { runLinks } from "../../../src/editor/terminal/runLinks.ts";

const engine = "http://127.0.0.1:27688";

describe("a run's address in a terminal", () => {
  it("leads to the run", () => {
    const line = `View run merry-fjord-810 at: ${engine}/#/experiments/1/runs/ac7161404a1b`;
    const [link] = runLinks(line, engine);
    expect(link?.runId).toBe("ac7161404a1b");
    expect(line.slice(link?.startIndex, (link?.startIndex ?? 0) + (link?.length ?? 0))).toBe(
      `${engine}/#/experiments/1/runs/ac7161404a1b`,
    );
  });

  it("is found more than once in a line", () => {
    const line = `${engine}/#/experiments/1/runs/a ${engine}/#/experiments/1/runs/b`;
    expect(runLinks(line, engine).map(({ runId }) => runId)).toEqual(["a", "b"]);
  });

  it.each([
    ["of another server", "http://10.0.0.1:5000/#/experiments/1/runs/a"],
    ["of a port that only begins like ours", "http://127.0.0.1:276880/#/experiments/1/runs/a"],
    ["of an experiment", `${engine}/#/experiments/1`],
  ])("is left alone when it is the address %s", (_, line) => {
    expect(runLinks(line, engine)).toEqual([]);
  });
});
