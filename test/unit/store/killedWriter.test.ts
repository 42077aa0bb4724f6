import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { openStore } from "../../../src/store/openStore.ts";
import { readPoints } from "../../../src/store/pointReader.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

describe("a writer that is killed", () => {
  it("has lost no point that was acknowledged", { timeout: 30_000 }, async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "store.db");
    const writer = spawn(process.execPath, [join(import.meta.dirname, "killedWriter.ts"), file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const gone = once(writer, "exit");
    let acknowledged = -1;
    for await (const line of createInterface(writer.stdout)) {
      acknowledged = Math.max(acknowledged, Number(line));
      // Long enough for the series to have levels, so that they are cut short as well.
      if (acknowledged >= 2500) writer.kill("SIGKILL");
    }
    await gone;
    using store = openStore(file);
    expect(store.salvaged).toBeNull();
    expect(store.connection.pragma("integrity_check", { simple: true })).toBe("ok");
    const steps = [...readPoints(store.connection).all(1)].map(({ step }) => step);
    expect(steps.length).toBeGreaterThan(acknowledged);
    expect(steps).toEqual(steps.map((_, index) => index));
    expect(store.tables.series.find(1, "loss")?.summary).toMatchObject({
      count: steps.length,
      max: { step: steps.length - 1 },
    });
  });
});
