import { describe, expect, it } from "vitest";
import type { DriftAffected } from "../../../../src/protocol/driftAffectedEntities.ts";
import { affectedCommits, affectedWords, sideLine } from "../../../../src/protocol/driftReport/affectedWords.ts";
import { driftHtml } from "../../../../src/protocol/driftReport/html.ts";
import { driftMarkdown } from "../../../../src/protocol/driftReport/markdown.ts";
import { sample } from "./sample.ts";

const version = (number: number) => ({
  dataset: "customers",
  number,
  hash: `${number}f0c5a2e`.repeat(8),
  commit: `abcdef${number}`,
  firstSeen: Date.UTC(2026, 2, number),
});
const affected: DriftAffected = {
  versions: { reference: [version(1)], current: [version(3)] },
  between: 1,
  runs: [
    {
      id: "r1",
      name: "<b>big</b>",
      started: 1,
      commit: "abcdef3",
      versions: [
        { dataset: "customers", number: 3, used: "current", use: { how: "logged", context: "training" } },
        { dataset: "customers", number: 1, used: "reference", use: { how: "config", context: null } },
      ],
    },
  ],
  total: 1,
};
const none = { ...affected, runs: [], total: 0 };

describe("what a comparison says about runs and commits", () => {
  it("counts the runs, and says where none is known why", () => {
    expect(affectedWords(affected)).toBe("1 run is known to have used these versions, or the one between them.");
    expect(affectedWords({ ...affected, between: 0, total: 150 })).toBe(
      "150 runs are known to have used these versions. The first 1 are listed.",
    );
    expect(affectedWords(none)).toBe("No run is known to have used these versions.");
    expect(affectedWords({ ...none, versions: { reference: [], current: [] } })).toContain("Neither side is a version");
  });

  it("names each commit once, with all that stood there", () => {
    expect(affectedCommits(affected)).toEqual([
      { commit: "abcdef1", what: "customers v1 first seen" },
      { commit: "abcdef3", what: "customers v3 first seen, run <b>big</b>" },
    ]);
  });

  it("names a side's version with its hash and day", () => {
    const report = sample.report({ affected });
    expect(sideLine(report, "reference")).toBe("january.csv (2,000 rows): customers v1, 1f0c5a2e, 2026-03-01");
    const named = sample.report({ affected, reference: { ...report.reference, label: "customers v1" } });
    expect(sideLine(named, "reference")).toBe("customers v1 (2,000 rows): 1f0c5a2e, 2026-03-01");
    expect(sideLine(sample.report(), "reference")).toBe("january.csv (2,000 rows)");
  });

  it("stands in the documents, a run's name as plain text", () => {
    const report = sample.report({ affected });
    expect(driftMarkdown(report)).toContain(
      "- \\<b\\>big\\</b\\> (r1): customers v3, now, for training; customers v1, before; code abcdef3",
    );
    expect(driftHtml(report)).toContain("&lt;b&gt;big&lt;/b&gt;");
    expect(driftHtml(report)).not.toContain("<b>big");
  });
});
