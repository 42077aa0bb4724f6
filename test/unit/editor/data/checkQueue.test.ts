import { describe, expect, it } from "vitest";
import { createCheckQueue } from "../../../../src/editor/data/checkQueue.ts";

/** Checks that go on until they are told to end. */
function setUp() {
  const begun: {
    files: readonly string[] | "all";
    signal: AbortSignal;
    end: () => void;
    fail: (error: Error) => void;
  }[] = [];
  const errors: unknown[] = [];
  const queue = createCheckQueue(
    (files, signal) =>
      new Promise<void>((resolve, reject) => {
        begun.push({ files, signal, end: resolve, fail: reject });
        signal.addEventListener("abort", () => reject(new Error("aborted")));
      }),
    (error) => errors.push(error),
  );
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { begun, errors, queue, settled };
}

describe("checks", () => {
  it("run one at a time, and what comes meanwhile together afterwards", async () => {
    const { begun, queue, settled } = setUp();
    queue.add(["a"]);
    queue.add(["b"]);
    queue.add(["c"]);
    expect(begun.map(({ files }) => files)).toEqual([["a"]]);
    begun[0]?.end();
    await settled();
    expect(begun.map(({ files }) => files)).toEqual([["a"], ["b", "c"]]);
  });

  it("are given up when their file changes, and begun again with all that they were to check", async () => {
    const { begun, errors, queue, settled } = setUp();
    queue.add(["a", "b"]);
    queue.add(["a"]);
    expect(begun[0]?.signal.aborted).toBe(true);
    await settled();
    expect(begun.map(({ files }) => files)).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
    expect(errors).toEqual([]);
  });

  it("of everything wait for nothing else", async () => {
    const { begun, queue, settled } = setUp();
    queue.add(["a"]);
    queue.add("all");
    await settled();
    expect(begun.at(-1)?.files).toBe("all");
  });

  it("that fail are told, and the next one runs", async () => {
    const { begun, errors, queue, settled } = setUp();
    queue.add(["a"]);
    queue.add(["b"]);
    begun[0]?.fail(new Error("broken"));
    await settled();
    expect(errors).toEqual([new Error("broken")]);
    expect(begun.at(-1)?.files).toEqual(["b"]);
  });

  it("end with the queue", async () => {
    const { begun, queue, settled } = setUp();
    queue.add(["a"]);
    queue.add(["b"]);
    queue.dispose();
    await settled();
    expect(begun).toHaveLength(1);
    expect(begun[0]?.signal.aborted).toBe(true);
  });
});
