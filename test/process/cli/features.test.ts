import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { simpleGit } from "simple-git";
import { describe, expect, it } from "vitest";
import { cliWorkspace } from "./cli.ts";

const config = `
datasets:
  orders: {source: orders.csv}
features:
  spending:
    sql: SELECT customer, sum(total)::DOUBLE AS spent FROM orders GROUP BY customer
    output: spending.csv
`;

describe("tidemark features", () => {
  it("lists, builds and prints what tidemark.yaml declares", async () => {
    await using workspace = await cliWorkspace();
    await writeFile(join(workspace.path, "tidemark.yaml"), config);
    await writeFile(join(workspace.path, "orders.csv"), "customer,total\na,5\na,7\n");
    const git = simpleGit(workspace.path);
    await git.init().addConfig("user.email", "a@example.org").addConfig("user.name", "a").add(".").commit("data");

    const never = await workspace.tidemark("features", "list");
    expect(never).toMatchObject({ code: 0 });
    expect(never.out).toMatch(/spending +never built +orders/);

    const built = await workspace.tidemark("features", "build");
    expect(built).toMatchObject({ code: 0, error: "" });
    expect(built.out).toMatch(/^spending: built 1 rows → spending\.csv in /);
    expect(await readFile(join(workspace.path, "spending.csv"), "utf8")).toBe("customer,spent\na,12.0\n");

    const [state] = JSON.parse((await workspace.tidemark("features", "list", "--json")).out);
    expect(state).toMatchObject({
      state: "current",
      version: { rows: 1, commit: (await git.revparse("HEAD")).trim() },
    });

    const printed = await workspace.tidemark("features", "sql", "spending", "--dialect", "trino");
    expect(printed.out).toContain("-- spending, for Trino\nSELECT customer, sum(total)::DOUBLE AS spent");
    expect(printed.error).toBe("Reads the tables orders.\nspending: the cast a::type: Write CAST(a AS type).\n");
  });

  it("end with 1 when a feature fails", async () => {
    await using workspace = await cliWorkspace();
    await writeFile(join(workspace.path, "tidemark.yaml"), config);
    const built = await workspace.tidemark("features", "build");
    expect(built).toMatchObject({ code: 1, out: "spending: failed\n", error: "  There is no file orders.csv.\n" });
    expect(await workspace.tidemark("features", "build", "other")).toMatchObject({
      code: 1,
      error: 'error: There is no data set or feature "other". There are spending.\n',
    });
  });
});
