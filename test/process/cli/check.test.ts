import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CheckReport } from "../../../src/protocol/checkEntities.ts";
import { type CliWorkspace, cliWorkspace } from "./cli.ts";

let workspace: CliWorkspace;
beforeAll(async () => {
  workspace = await cliWorkspace();
  await writeFile(join(workspace.path, "people.csv"), "id,age\n1,30\n2,-4\n");
  await writeFile(join(workspace.path, "good.csv"), "id\n1\n");
  await declare("columns: {id: {unique: true}, age: {min: 0}}");
}, 60_000);
afterAll(() => workspace[Symbol.asyncDispose]());

const declare = (people: string) =>
  writeFile(
    join(workspace.path, "tidemark.yaml"),
    `datasets:\n  people: {source: people.csv, ${people}}\n  good: {source: good.csv, columns: {id: {type: integer}}}\n`,
  );

describe("tidemark check", () => {
  it("says what fails and where, and ends with 1", async () => {
    const { code, out } = await workspace.tidemark("check");
    expect(code).toBe(1);
    expect(out).toContain("1 of 2 values is below 0. The smallest is -4.");
    expect(out).toContain('people.csv:3:3  age = "-4"');
  });

  it("ends with 0 when the data sets that are named keep their promises", async () => {
    expect(await workspace.tidemark("check", "good")).toMatchObject({ code: 0 });
  });

  it("counts failures from the named severity on", async () => {
    await declare("columns: {age: {min: {value: 0, severity: warning}}}");
    expect((await workspace.tidemark("check")).code).toBe(0);
    expect((await workspace.tidemark("check", "--severity", "warning")).code).toBe(1);
  });

  it("ends with 2 when a check could not run, or the data set isn't declared", async () => {
    await declare("columns: {age: {type: number}}, checks: [{expression: agee > 0}]");
    const { code, out } = await workspace.tidemark("check");
    expect(code).toBe(2);
    expect(out).toContain("could not run");
    const unknown = await workspace.tidemark("check", "other");
    expect(unknown).toMatchObject({ code: 2, error: expect.stringContaining("Declared are people, good.") });
  });

  it("writes reports for other programs", async () => {
    await declare('columns: {age: {min: {value: 0, message: "Nobody is <younger>."}}}');
    const [junit, sarif] = [join(workspace.path, "junit.xml"), join(workspace.path, "check.sarif")];
    const { out } = await workspace.tidemark("check", "--json", "--junit", junit, "--sarif", sarif);
    const { datasets } = CheckReport.parse(JSON.parse(out));
    expect(datasets.map(({ dataset, counts }) => [dataset, counts.failed])).toEqual([
      ["people", 1],
      ["good", 0],
    ]);
    expect(await readFile(junit, "utf8")).toContain('<failure message="Nobody is &#60;younger&#62;." type="error">');
    expect(JSON.parse(await readFile(sarif, "utf8"))).toMatchObject({
      version: "2.1.0",
      runs: [
        {
          results: [
            {
              ruleId: "min",
              level: "error",
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "people.csv" },
                    region: { startLine: 3, startColumn: 3, endLine: 3, endColumn: 5 },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });
});

describe("tidemark infer", () => {
  it("prints a contract, adds it where that is asked for, and the data keeps it", async () => {
    await writeFile(join(workspace.path, "new.csv"), "id,age\n1,30\n2,40\n");
    const { code, out } = await workspace.tidemark("infer", "new.csv");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("age: {type: integer}") });

    expect((await workspace.tidemark("infer", "new.csv", "--write", "--name", "fresh")).code).toBe(0);
    const text = await readFile(join(workspace.path, "tidemark.yaml"), "utf8");
    expect(text).toMatch(/^datasets:\n {2}people:.*\n {2}fresh:\n/s);
    expect(await workspace.tidemark("check", "fresh")).toMatchObject({
      code: 0,
      out: expect.stringContaining("2 rows"),
    });
  });

  it("says when the file isn't there", async () => {
    const { code, error } = await workspace.tidemark("infer", "nothing.csv");
    expect({ code, error }).toMatchObject({ code: 1, error: expect.stringContaining("There is no file") });
  });
});
