import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

describeScript("a plain logging script", "plain.py", {}, (finished) => {
  it("ends its runs as they ended", () => {
    expect(finished().answer).toMatchObject({ status: "FINISHED", failingStatus: "FAILED" });
  });

  it("keeps parameters as they were written", () => {
    expect(finished().answer.params).toEqual({
      lr: "0.1",
      depth: "3",
      "name with space": "x",
      "path/like": "y",
      "unicode ключ": "значение 🌊",
      empty: "",
    });
  });

  it("reads the latest of each metric, NaN and infinities included", () => {
    expect(finished().answer.metrics).toEqual({
      loss: "0.1",
      acc: "0.5",
      "val/f1 score": "0.25",
      broken: "nan",
      up: "1.7976931348623157e+308",
      down: "-1.7976931348623157e+308",
      negative: "-1.5",
    });
  });

  it("reads a metric's history in order", () => {
    expect(finished().answer.history).toEqual(Array.from({ length: 10 }, (_, step) => [step, 1 / (step + 1)]));
  });

  it("keeps tags, the note and where the run comes from", () => {
    const { answer } = finished();
    expect(answer.tags).toEqual({ emoji: "🌊", html: "<script>alert(1)</script>" });
    expect(answer.note).toBe("a **note**");
    expect(answer.sourceName).toMatch(/plain\.py$/);
  });

  it("knows a nested run's parent", () => {
    const { answer } = finished();
    expect(answer.parentOfChild).toBe(answer.runId);
  });

  it("takes a metric after the run has ended, but no other value for a parameter", () => {
    expect(finished().answer).toMatchObject({ late: 7, changedParam: "INVALID_PARAMETER_VALUE" });
  });

  it("keeps artifacts with the engine", () => {
    const { answer } = finished();
    expect(answer.artifactUri).toBe(`mlflow-artifacts:/${answer.experimentId}/${answer.runId}/artifacts`);
  });

  it("complains of nothing", () => expect(finished().complaints).not.toMatch(/WARNING|ERROR|Traceback/));
});
