import { describe, expect, it, vi } from "vitest";
import { createProblems } from "../../../src/engine/problems.ts";
import { TidemarkError } from "../../../src/protocol/errors.ts";

describe("problems", () => {
  it("are told once, with advice, until they are solved", () => {
    const onChange = vi.fn();
    const problems = createProblems(onChange);
    problems.raise("portTaken", "Port 5000 is taken.");
    problems.raise("portTaken", "Port 5000 is taken.");
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(problems.list()).toEqual([
      { id: "portTaken", message: "Port 5000 is taken.", advice: expect.stringMatching(/\.$/) },
    ]);
    problems.solve("portTaken");
    problems.solve("portTaken");
    expect(onChange).toHaveBeenCalledTimes(2);
    expect(problems.list()).toEqual([]);
  });

  it.each([
    ["diskFull", "diskFull"],
    ["readOnly", "storeReadOnly"],
  ] as const)("tell of a write that failed with %s, until one goes through", (code, id) => {
    const problems = createProblems(() => undefined);
    problems.observeWrite(new TidemarkError(code, "no"));
    expect(problems.list().map((problem) => problem.id)).toEqual([id]);
    problems.observeWrite(null);
    expect(problems.list()).toEqual([]);
  });

  it.each([
    ["diskFull", "diskFull"],
    ["readOnly", "artifactsUnwritable"],
  ] as const)("tell of an upload that failed with %s, until one goes through", (code, id) => {
    const problems = createProblems(() => undefined);
    problems.observeArtifact(new TidemarkError(code, "no"));
    expect(problems.list().map((problem) => problem.id)).toEqual([id]);
    problems.observeArtifact(null);
    expect(problems.list()).toEqual([]);
  });

  it("say nothing of what a caller did wrong", () => {
    const problems = createProblems(() => undefined);
    problems.observeWrite(new TidemarkError("invalidParameter", "no"));
    expect(problems.list()).toEqual([]);
  });
});
