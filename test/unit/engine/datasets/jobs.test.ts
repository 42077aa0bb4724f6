import { describe, expect, it } from "vitest";
import { createJobs } from "../../../../src/engine/datasets/jobs.ts";

describe("jobs", () => {
  it("are done one after the other, unhurried ones last and of one name only the last", async () => {
    const done: string[] = [];
    await using jobs = createJobs(() => done.push("error"));
    const note = (name: string) => async () => {
      await Promise.resolve();
      done.push(name);
    };
    jobs.add(note("first"));
    jobs.later("profile", note("old profile"));
    jobs.later("profile", note("profile"));
    jobs.add(note("second"));
    await jobs.settled();
    expect(done).toEqual(["first", "second", "profile"]);
  });

  it("go on after one that failed", async () => {
    const errors: unknown[] = [];
    const done: string[] = [];
    await using jobs = createJobs((error) => errors.push(error));
    jobs.add(() => Promise.reject(new Error("no")));
    jobs.add(async () => {
      done.push("next");
    });
    await jobs.settled();
    expect(errors).toEqual([new Error("no")]);
    expect(done).toEqual(["next"]);
  });

  it("are given up at the end, and none begins after it", async () => {
    const done: string[] = [];
    const jobs = createJobs(() => done.push("error"));
    jobs.add((signal) => new Promise((_, fail) => signal.addEventListener("abort", () => fail(new Error("ended")))));
    jobs.add(async () => {
      done.push("second");
    });
    await jobs[Symbol.asyncDispose]();
    jobs.add(async () => {
      done.push("third");
    });
    await jobs.settled();
    expect(done).toEqual([]);
  });
});
