import { describe, expect, it } from "vitest";
import { idleVerdict } from "../../../src/engine/idleStop.ts";

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
