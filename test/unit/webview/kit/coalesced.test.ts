import { describe, expect, it } from "vitest";
import { coalesced } from "../../../../webview/kit/coalesced.ts";

/** A frame that comes when the test says so, and tasks that end when it says so. */
function bench() {
  const frames: (() => void)[] = [];
  const running: PromiseWithResolvers<void>[] = [];
  const errors: unknown[] = [];
  const ask = coalesced({
    task: () => {
      const work = Promise.withResolvers<void>();
      running.push(work);
      return work.promise;
    },
    schedule: (run) => frames.push(run),
    onError: (error) => errors.push(error),
  });
  const frame = (): void => {
    for (const run of frames.splice(0)) run();
  };
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { ask, frame, running, errors, frames, settled };
}

describe("coalesced work", () => {
  it("runs once a frame, however often it was asked for", () => {
    const { ask, frame, running } = bench();
    ask();
    ask();
    expect(running).toHaveLength(0);
    frame();
    expect(running).toHaveLength(1);
  });

  it("is never in flight twice, and runs once more when asked meanwhile", async () => {
    const { ask, frame, running, settled } = bench();
    ask();
    frame();
    ask();
    ask();
    frame();
    expect(running).toHaveLength(1);
    running[0]?.resolve();
    await settled();
    frame();
    expect(running).toHaveLength(2);
    running[1]?.resolve();
    await settled();
    frame();
    expect(running).toHaveLength(2);
  });

  it("reports a failure and can be asked again", async () => {
    const { ask, frame, running, errors, settled } = bench();
    ask();
    frame();
    running[0]?.reject(new Error("gone"));
    await settled();
    expect(errors).toHaveLength(1);
    ask();
    frame();
    expect(running).toHaveLength(2);
  });
});
