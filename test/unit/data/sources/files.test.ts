import { symlink } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";
import { sourceHarness } from "./sourceHarness.ts";

const { file, rows, path } = await sourceHarness();

describe("a folder", () => {
  it("holds the data files below it: no hidden ones, no markers, no other endings", async () => {
    await file("folder/a.csv", "a\n1\n");
    await file("folder/deep/b.csv", "a\n2\n");
    await file("folder/.hidden.csv", "a\n3\n");
    await file("folder/.cache/c.csv", "a\n4\n");
    await file("folder/_temporary/d.csv", "a\n5\n");
    await file("folder/_SUCCESS", "");
    await file("folder/notes.md", "# notes");
    expect(await rows("folder")).toEqual([["1"], ["2"]]);
  });

  it("holds files of the format that the source says, and parts without an ending", async () => {
    await file("parts/part-00000", "a\n1\n");
    await file("parts/part-00001.csv", "a\n2\n");
    await file("parts/rows.jsonl", '{"a": 3}\n');
    expect(await rows({ paths: ["parts"], format: "csv" })).toEqual([["1"], ["2"]]);
  });

  it("may link to files of the workspace, not to others", async () => {
    await using elsewhere = await temporaryFolder();
    await file("cache/1.csv", "a\n1\n");
    await file("linked/2.csv", "a\n2\n");
    await file("outside.csv", "a\n9\n");
    await symlink(path("cache/1.csv"), path("linked/1.csv"));
    await symlink(elsewhere.path, path("linked/elsewhere"));
    await symlink("/etc/hostname", path("linked/3.csv"));
    expect(await rows("linked")).toEqual([["1"], ["2"]]);
  });

  it("without data files says so", async () => {
    await file("empty/notes.md", "");
    await expect(rows("empty")).rejects.toMatchObject({
      code: "notFound",
      message: "There is no data file in the folder empty.",
    });
  });
});

it("reads a file once that several paths name", async () => {
  await file("once.csv", "a\n1\n");
  expect(await rows({ paths: ["once.csv", "once*.csv"] })).toEqual([["1"]]);
});
