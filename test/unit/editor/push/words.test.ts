import { describe, expect, it } from "vitest";
import { summaryText } from "../../../../src/editor/push/summaryText.ts";
import { syncBarText } from "../../../../src/editor/push/syncBarText.ts";
import type { PushSummary, SyncState } from "../../../../src/protocol/push.ts";
import { sentWords, sizeWords, syncWords } from "../../../../src/protocol/pushWords.ts";

const nothing = {
  runsCreated: 0,
  runsUpdated: 0,
  runsUnchanged: 3,
  points: 0,
  params: 0,
  tags: 0,
  datasets: 0,
  files: 0,
  bytes: 0,
  loggedModels: 0,
  modelVersions: 0,
};
const sync: SyncState = {
  experimentId: "1",
  remote: "https://mlflow.example.org",
  state: "current",
  message: null,
  runsLeft: 0,
  failures: [],
  currentAt: 1000,
};

describe("what a push says", () => {
  it("is how much there is, and how much was new", () => {
    expect(sizeWords({ runs: 1, points: 20, files: 2, bytes: 2048 })).toBe("1 run with 20 points and 2 files (2 kB)");
    expect(sentWords(nothing)).toBe("nothing new");
    expect(sentWords({ ...nothing, runsCreated: 2, points: 1 })).toBe("2 new runs, 1 point");
  });

  it("names each thing that was refused, on a line of its own, whatever its name holds", () => {
    const summary: PushSummary = {
      remote: "https://mlflow.example.org",
      sent: nothing,
      failures: [{ place: "run a\n# b", reason: "too long" }],
      failureCount: 3,
      notes: [],
      interrupted: null,
      unauthenticated: false,
      page: null,
    };
    const lines = summaryText(summary).split("\n");
    expect(lines.filter((line) => line.startsWith("- "))).toEqual(["- run a␣# b: too long", "- and 2 more"]);
  });
});

describe("how keeping an experiment pushed is going", () => {
  it("is said in a few words", () => {
    expect(syncWords(sync, 1000)).toBe("up to date (just now)");
    expect(syncWords({ ...sync, state: "sending", runsLeft: 2 }, 0)).toBe("sending 2 runs");
    expect(syncWords({ ...sync, state: "waiting", message: "It is away." }, 0)).toBe("waiting: It is away.");
  });

  it("shows in the status bar what most needs to be known", () => {
    expect(syncBarText([])).toBeNull();
    expect(syncBarText([sync, { ...sync, state: "unauthenticated" }])).toMatchObject({
      isWarning: true,
      label: "Tidemark sync: a server wants credentials",
    });
    expect(syncBarText([sync])).toEqual({
      text: "$(cloud) Sync",
      label: "Tidemark sync: up to date",
      isWarning: false,
    });
    expect(syncBarText([{ ...sync, failures: [{ place: "a", reason: "b" }] }])).toMatchObject({ isWarning: true });
  });
});
