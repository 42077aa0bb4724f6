import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

const upTo = (count: number): readonly number[] => [...Array(count).keys()];

describeScript("asynchronous logging", "asynchronous.py", {}, (finished) => {
  it("keeps every point once, and what is logged beside them", () => {
    const { answer } = finished();
    expect(answer).toMatchObject({ status: "FINISHED", params: { epochs: "3", batch: "8" }, stage: "end" });
    expect(answer.loss).toEqual(upTo(1500).map((step) => [step, 1 / (step + 1)]));
    expect(answer.rate).toEqual(upTo(1500).map((step) => [step, step]));
    expect(answer.later).toEqual(upTo(500).map((step) => [step, step]));
  });
});

describeScript("ten processes that log to one run", "ten_processes.py", {}, (finished) => {
  it("lose nothing and write nothing twice", () => {
    const { answer } = finished();
    expect(answer.codes).toEqual(Array(10).fill(0));
    expect(answer.own).toEqual(Array(10).fill(upTo(100).map((step) => [step, step])));
    expect(answer.shared).toEqual(upTo(100).flatMap((step) => upTo(10).map((worker) => [step, worker])));
  });

  it("agree on a parameter, and only the first of different values is kept", () => {
    const { answer } = finished();
    expect(answer.said).toEqual([...Array(9).fill("INVALID_PARAMETER_VALUE"), "kept"]);
    expect(answer.params).toEqual({ same: "1", different: expect.stringMatching(/^\d$/) });
  });
});
