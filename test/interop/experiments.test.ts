import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

const odd = "other: ünïcode/🌊 <b>";

describeScript("MlflowClient on experiments and runs", "experiments.py", {}, (finished) => {
  it("finds experiments by name, tag and time, newest first", () => {
    expect(finished().answer).toMatchObject({
      default: "Default",
      order: [odd, "exp b", "exp a"],
      byName: [odd, "exp b", "exp a"],
      like: ["exp b", "exp a"],
      ilike: ["exp a"],
      tag: ["exp b"],
      notTag: ["exp a"],
      time: [odd],
      pages: [2, 2, null],
    });
  });

  it("refuses with MLflow's codes", () => {
    expect(finished().answer).toMatchObject({
      again: "RESOURCE_ALREADY_EXISTS",
      unknown: "RESOURCE_DOES_NOT_EXIST",
      unknownName: null,
      emptyName: "INVALID_PARAMETER_VALUE",
      badFilter: "INVALID_PARAMETER_VALUE",
      unknownRun: "RESOURCE_DOES_NOT_EXIST",
      missingTag: "RESOURCE_DOES_NOT_EXIST",
    });
    expect(finished().answer.badId).toMatch(/INVALID_PARAMETER_VALUE|RESOURCE_DOES_NOT_EXIST/);
  });

  it("deletes an experiment with its runs, which take nothing any more", () => {
    expect(finished().answer.afterDelete).toEqual({
      names: [odd, "exp b"],
      deleted: ["exp renamed"],
      all: 4,
      byName: "deleted",
      run: "deleted",
      createRun: "INVALID_PARAMETER_VALUE",
      logMetric: "INVALID_PARAMETER_VALUE",
    });
  });

  it("restores an experiment with its runs", () => {
    expect(finished().answer.afterRestore).toEqual({ run: "active", name: "exp renamed" });
  });

  it("deletes, restores, ends and renames a run", () => {
    expect(finished().answer).toMatchObject({
      deletedRun: "deleted",
      updatedRun: ["active", "FAILED", "renamed run", "renamed run"],
      renamedByTag: "by tag",
    });
  });
});
