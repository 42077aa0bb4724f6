import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { idleVerdict, watchIdle } from "../../../src/engine/idleStop.ts";

const minute = 60_000;
const limits = { idle: 10 * minute, quietRun: 24 * 60 * minute };
const at = (minutes: number): number => minutes * minute;

describe("idle verdict", () => {
  it("keeps an engine that has clients, however quiet they are", () => {
    expect(idleVerdict({ clients: 1, runningRuns: 0, lastActivity: 0 }, limits, at(1000))).toBe(limits.idle);
  });

  it("stops one without clients and runs after the idle time", () => {
    const activity = { clients: 0, runningRuns: 0, lastActivity: at(5) };
    expect(idleVerdict(activity, limits, at(14))).toBe(minute);
    expect(idleVerdict(activity, limits, at(15))).toBe("stop");
  });

  it("waits a day for a run that says it is running, because a step may take hours", () => {
    const activity = { clients: 0, runningRuns: 1, lastActivity: 0 };
    expect(idleVerdict(activity, limits, at(600))).toBe(limits.idle);
    expect(idleVerdict(activity, limits, at(24 * 60))).toBe("stop");
  });
});

describe("watching for idleness", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("stops once, when nobody has needed the engine for the whole time", () => {
    const stop = vi.fn();
    let lastActivity = 0;
    const observe = () => ({ clients: 0, runningRuns: 0, lastActivity });
    using _watch = watchIdle(limits, observe, stop, () => undefined);
    vi.advanceTimersByTime(9 * minute);
    lastActivity = Date.now();
    vi.advanceTimersByTime(9 * minute);
    expect(stop).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10 * minute);
    expect(stop).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("goes on when it can't see whether the engine is needed, and reports that", () => {
    const stop = vi.fn();
    const onError = vi.fn();
    const failure = new Error("no");
    const observe = vi
      .fn()
      .mockImplementationOnce(() => {
        throw failure;
      })
      .mockReturnValue({ clients: 0, runningRuns: 0, lastActivity: 0 });
    using _watch = watchIdle(limits, observe, stop, onError);
    vi.advanceTimersByTime(10 * minute);
    expect(onError).toHaveBeenCalledWith(failure);
    vi.advanceTimersByTime(10 * minute);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it("leaves no timer behind when it is disposed", () => {
    watchIdle(limits, vi.fn(), vi.fn(), vi.fn())[Symbol.dispose]();
    expect(vi.getTimerCount()).toBe(0);
  });
});
