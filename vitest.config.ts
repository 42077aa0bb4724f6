import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      // Unit tests leave nothing behind, so files may share what they loaded: twice as fast.
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 10_000, isolate: false } },
      {
        // Real engines and commands, each a process of its own.
        test: { name: "process", include: ["test/process/**/*.test.ts"], testTimeout: 60_000, maxWorkers: 2 },
      },
      {
        test: {
          name: "interop",
          include: ["test/interop/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          // A test waits half of its time, for Python to import and for servers to start.
          maxWorkers: 3,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          expect: { poll: { timeout: 15_000, interval: 100 } },
          testTimeout: 120_000,
          hookTimeout: 300_000,
          globalSetup: "test/e2e/support/installedExtension.ts",
          // A test waits most of its time, for VS Code and for engines to start.
          maxWorkers: 2,
        },
      },
    ],
  },
});
