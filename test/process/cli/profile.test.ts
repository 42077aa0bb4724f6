import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cliWorkspace } from "./cli.ts";

it("tidemark profile says what the values of a file are like", async () => {
  await using workspace = await cliWorkspace();
  await writeFile(join(workspace.path, "a.csv"), "n,t,m\n1,x,1\n2,x,8\n,y,9\n2,x,8\n");
  const { code, out } = await workspace.tidemark("profile", "a.csv");
  expect(code).toBe(0);
  expect(out).toMatch(/^a\.csv: 4 rows, 3 columns, 1 row equals an earlier one/);
  expect(out).toMatch(/^n +bigint +1 \(25%\) +2 +1\.6667 +1 +2 +2 +2 \(2\)$/m);
  expect(out).toMatch(/^n – m +1 +1$/m);
  expect(out).toMatch(/^Over the rows that have finite values of both columns\.$/m);
  const json = JSON.parse((await workspace.tidemark("profile", "a.csv", "--json")).out);
  expect(json).toMatchObject({
    rows: 4,
    columns: [
      { name: "n", nulls: 1 },
      { name: "t", nulls: 0 },
      { name: "m", nulls: 0 },
    ],
    correlations: [{ a: "n", b: "m", r: 1, rho: 1 }],
    rankedRows: 4,
  });
  expect(await workspace.tidemark("profile", "b.csv")).toMatchObject({ code: 1, out: "" });
});
