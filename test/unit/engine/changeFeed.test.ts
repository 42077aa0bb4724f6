import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChangeFeed } from "../../../src/engine/changeFeed.ts";
import type { Changed } from "../../../src/protocol/engineContract.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const run = (id: string, what: { summary?: boolean; metrics?: boolean }) => ({
  run: { id, experimentId: "0", summary: what.summary ?? false, metrics: what.metrics ?? false },
});

function feed() {
  const events: Changed[] = [];
  return { events, feed: createChangeFeed((changed) => events.push(changed)) };
}

describe("change feed", () => {
  it("passes the first change on at once", () => {
    const { events, feed: changes } = feed();
    changes.add({ experiments: true });
    expect(events).toEqual([{ experiments: true, models: false, datasets: false, runs: [] }]);
  });

  it("joins what follows within 50 ms into one event, one entry a run", () => {
    const { events, feed: changes } = feed();
    changes.add(run("a", { summary: true }));
    changes.add(run("a", { metrics: true }));
    changes.add(run("b", { metrics: true }));
    changes.add(run("a", { summary: true }));
    vi.advanceTimersByTime(49);
    expect(events).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(events[1]).toEqual({
      experiments: false,
      models: false,
      datasets: false,
      runs: [
        { id: "a", experimentId: "0", summary: true, metrics: true },
        { id: "b", experimentId: "0", summary: false, metrics: true },
      ],
    });
  });

  it("tells of the model registry apart from runs and experiments", () => {
    const { events, feed: changes } = feed();
    changes.add({ models: true });
    changes.add({ experiments: true });
    vi.advanceTimersByTime(50);
    expect(events).toEqual([
      { experiments: false, models: true, datasets: false, runs: [] },
      { experiments: true, models: false, datasets: false, runs: [] },
    ]);
  });

  it("sends at most one event each 50 ms under a steady stream and misses none", () => {
    const { events, feed: changes } = feed();
    for (let index = 0; index < 1000; index += 1) {
      changes.add(run(`run ${index}`, { metrics: true }));
      vi.advanceTimersByTime(1);
    }
    vi.advanceTimersByTime(50);
    expect(events.length).toBeLessThanOrEqual(21);
    expect(events.flatMap((event) => event.runs)).toHaveLength(1000);
  });

  it("is immediate again after a quiet time, and leaves no timer running", () => {
    const { events, feed: changes } = feed();
    changes.add({ experiments: true });
    vi.advanceTimersByTime(50);
    expect(vi.getTimerCount()).toBe(0);
    changes.add({ experiments: true });
    expect(events).toHaveLength(2);
  });
});
