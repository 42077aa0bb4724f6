import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

const names = [
  "with space.txt",
  "plus+sign.txt",
  "100%.txt",
  "per%cent.txt",
  "ünïcode 🌊.txt",
  "comma,semi;colon.txt",
  "a&b=c.csv",
];

describeScript("a script that logs artifacts", "artifacts.py", {}, (finished) => {
  it("reads every file back as it was, whatever its name", () => {
    expect(finished().answer.contents).toEqual({
      ...Object.fromEntries(names.map((name) => [name, name])),
      "empty.bin": "",
      leaf: '{"not": "parsed", }',
    });
  });

  it("finds what log_text, log_dict, log_figure, log_image and log_table left", () => {
    const { answer } = finished();
    const paths: string[] = answer.entries.map((entry: { path: string }) => entry.path);
    expect(paths).toEqual(
      expect.arrayContaining([
        "notes/hello.txt",
        "config/data.json",
        "config/data.yaml",
        "plots/curve.png",
        "plots/black.png",
        "table.json",
        "big.bin",
        "tree/deep/er/leaf.json",
      ]),
    );
    expect(paths.filter((path) => path.startsWith("images/")).length).toBeGreaterThan(0);
    expect(answer.dict).toEqual({ a: [1, 2] });
    expect(answer.table).toEqual([1, 2]);
  });

  it("lists folders without a size and files with theirs", () => {
    const { entries } = finished().answer;
    expect(entries).toContainEqual({ path: "tree", isDirectory: true, size: null });
    expect(entries).toContainEqual({ path: "big.bin", isDirectory: false, size: 40 * 1024 * 1024 });
    expect(entries).toContainEqual({ path: "tree/empty.bin", isDirectory: false, size: 0 });
  });

  it("lists nothing for a file and for a path that is not there", () => {
    expect(finished().answer).toMatchObject({ ofFile: [], ofNothing: [] });
  });

  it("replaces a file that is logged again, and keeps a large one whole", () => {
    expect(finished().answer).toMatchObject({ again: "second", bigSame: true });
  });
});
