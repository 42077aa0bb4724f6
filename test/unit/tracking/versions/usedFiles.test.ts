import { describe, expect, it } from "vitest";
import { usedPaths } from "../../../../src/tracking/versions/usedFiles.ts";

const of = (uri: unknown, script: string | null = null) => usedPaths(JSON.stringify({ uri }), "/w", script);

describe("where a logged data set may lie", () => {
  it("is in the workspace, or beside the script that logged it", () => {
    expect(of("data/a.csv")).toEqual(["/w/data/a.csv"]);
    expect(of("data/a.csv", "train.py")).toEqual(["/w/data/a.csv"]);
    expect(of("data/a.csv", "/w/jobs/train.py")).toEqual(["/w/data/a.csv", "/w/jobs/data/a.csv"]);
  });
  it("is where an absolute path or a file's address says", () => {
    expect(of("/data/a.csv", "/w/train.py")).toEqual(["/data/a.csv"]);
    expect(of("file:///data/a%20b.csv")).toEqual(["/data/a b.csv"]);
  });
  it("is nowhere here for other addresses and sources without one", () => {
    expect(of("s3://bucket/a.csv")).toEqual([]);
    expect(of("https://example.org/a.csv")).toEqual([]);
    expect(of("file://host/a.csv")).toEqual([]);
    expect(of("")).toEqual([]);
    expect(of(7)).toEqual([]);
    expect(usedPaths('{"tags": {"mlflow.source.name": "train.py"}}', "/w", null)).toEqual([]);
    expect(usedPaths("no JSON", "/w", null)).toEqual([]);
  });
});
