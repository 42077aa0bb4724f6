import { describe, expect, it } from "vitest";
import { compareVersions, handOver } from "../../../src/client/handOver.ts";

describe("version order", () => {
  it("is that of semantic versioning", () => {
    const ordered = [
      "0.9.0",
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.0.1",
      "1.2.0",
      "1.10.0",
      "2.0.0",
    ];
    for (const [at, version] of ordered.entries()) {
      for (const [other, against] of ordered.entries()) {
        expect(Math.sign(compareVersions(version, against)), `${version} ${against}`).toBe(Math.sign(at - other));
      }
    }
  });

  it("does not see build metadata", () => {
    expect(compareVersions("1.0.0+one", "1.0.0+two")).toBe(0);
  });
});

describe("hand-over", () => {
  const own = { version: "1.2.0", protocol: 2 };

  it.each([
    ["attaches to the same version", { version: "1.2.0", protocol: 2 }, "attach"],
    ["replaces an older one", { version: "1.1.9", protocol: 2 }, "replace"],
    ["replaces an older one of another protocol", { version: "1.1.9", protocol: 1 }, "replace"],
    ["attaches to a newer one of the same protocol", { version: "1.3.0", protocol: 2 }, "attach"],
    ["refuses a newer one of another protocol", { version: "1.3.0", protocol: 3 }, "refuse"],
    ["replaces the same version of another protocol", { version: "1.2.0", protocol: 1 }, "replace"],
  ] as const)("%s", (_, running, verdict) => {
    expect(handOver(running, own)).toBe(verdict);
  });
});
