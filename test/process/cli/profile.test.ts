import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cliWorkspace } from "./cli.ts";

it("tidemark profile says what the values of a file are like", async () => {
  await using workspace = await cliWorkspace();
  await writeFile(join(workspace.path, "a.csv"), "n,t\n1,x\n2,x\n,y\n2,x\n");
  const { code, out } = await workspace.tidemark("profile", "a.csv");
  expect(code).toBe(0);
  expect(out).toMatch(/^a\.csv: 4 rows, 2 columns, 1 row equals an earlier one/);
  expect(out).toMatch(/^n +bigint +1 \(25%\) +2 +1\.6667 +1 +2 +2 +2 \(2\)$/m);
  const json = JSON.parse((await workspace.tidemark("profile", "a.csv", "--json")).out);
  expect(json).toMatchObject({
    rows: 4,
    columns: [
      { name: "n", nulls: 1 },
      { name: "t", nulls: 0 },
    ],
  });
  expect(await workspace.tidemark("profile", "b.csv")).toMatchObject({ code: 1, out: "" });
});
