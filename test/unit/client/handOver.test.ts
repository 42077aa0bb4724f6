import { describe, expect, it } from "vitest";
import { handOver } from "../../../src/client/handOver.ts";

describe("hand-over", () => {
  const own = { version: "1.2.0", protocol: 2 };

  it.each([
    ["attaches to the same version", { version: "1.2.0", protocol: 2 }, "attach"],
    ["replaces an older one", { version: "1.1.9", protocol: 2 }, "replace"],
    ["replaces an older one of another protocol", { version: "1.1.9", protocol: 1 }, "replace"],
    ["attaches to a newer one of the same protocol", { version: "1.3.0", protocol: 2 }, "attach"],
    ["refuses a newer one of another protocol", { version: "1.3.0", protocol: 3 }, "refuse"],
    ["replaces a pre-release of its own version", { version: "1.2.0-beta.11", protocol: 2 }, "replace"],
    ["attaches to another build of its version", { version: "1.2.0+two", protocol: 2 }, "attach"],
    ["attaches to 1.10, which is newer than 1.2", { version: "1.10.0", protocol: 2 }, "attach"],
    ["replaces the same version of another protocol", { version: "1.2.0", protocol: 1 }, "replace"],
  ] as const)("%s", (_, running, verdict) => {
    expect(handOver(running, own)).toBe(verdict);
  });
});
