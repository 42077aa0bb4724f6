import { expect, it } from "vitest";
import { describeScript, tracingClients } from "./support/pythonClients.ts";

describeScript("a script that traces", "traces.py", { clients: tracingClients }, (finished, client) => {
  const isOld = client.name === "mlflow 2";

  it("ends well, and its run too", () => {
    expect(finished().answer).toMatchObject({ status: "FINISHED", after: 7 });
    expect(finished().complaints).not.toMatch(/warn|error|fail/i);
  });

  it("finds all traces again, and those of its run", () => {
    // Threads without their caller's context begin traces of their own.
    expect(finished().answer).toMatchObject({ all: 8, ofRun: 2 });
  });

  it("gets back the spans of nested functions as it made them", () => {
    const span = (name: string, more: object) => expect.objectContaining({ name, status: "OK", ...more });
    expect(finished().answer.outer).toEqual([
      {
        status: "OK",
        spans: [
          span("outer", {
            parent: null,
            type: "CHAIN",
            inputs: { x: 5 },
            outputs: 11,
            attributes: { model: "m-7b", nested: { list: [1, 2.5, null, true] } },
          }),
          span("manual", {
            parent: "outer",
            inputs: { question: "größer als 1?" },
            outputs: ["yes", 2],
            events: [["looked", { where: "here", times: 3 }]],
          }),
          span("inner", { parent: "outer", inputs: { x: 5 }, outputs: 10 }),
        ],
      },
      expect.objectContaining({ status: "OK" }),
    ]);
  });

  it("gets back what an exception said", () => {
    expect(finished().answer.fails).toMatchObject({
      status: "ERROR",
      spans: [{ name: "fails", status: "ERROR", outputs: null, errors: ["boom"] }],
    });
  });

  it("gets back a megabyte of input", () => {
    expect(finished().answer.large).toBe(1_000_000);
  });

  it("finds traces by state, name, tag, run and time", () => {
    expect(finished().answer.searches).toEqual({
      error: ["fails"],
      named: ["fails"],
      tagged: ["threaded"],
      untagged: [],
      run: ["fails", "outer"],
      ordered: expect.arrayContaining(["own", "threaded"]),
      since: 8,
      never: 0,
    });
    expect(finished().answer.searches.ordered).toHaveLength(8);
    expect(finished().answer.searches.ordered.slice(0, 3)).toEqual(["outer", "fails", "outer"]);
  });

  it("deletes one, and no other", () => {
    expect(finished().answer).toMatchObject({ deleted: 1, left: 7 });
  });

  it.skipIf(isOld)("assesses a trace, changes its mind and takes it back", () => {
    expect(finished().answer.assessed).toEqual({
      helpful: 0.9,
      answer: { text: "42" },
      rationale: "so so",
      found: [true],
      afterwards: ["answer"],
    });
  });
});

describeScript("a script whose traces are refused", "traces_refused.py", { clients: tracingClients }, (finished) => {
  it("computes on, and does not try again for minutes", () => {
    expect(finished().answer.results).toEqual([1, 2, 3, 4, 5]);
    expect(finished().answer.flushed).toBeLessThan(60);
  });
});
