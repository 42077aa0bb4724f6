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

  it("check what a feature's result promises, note what it came to, and let it be named as a data set is", async () => {
    await using workspace = await cliWorkspace();
    const promises = "\n    columns:\n      spent: {max: 10}\n    checks:\n      - row_count: {min: 1}\n";
    const checked =
      "  orders: {source: orders.csv, columns: {customer: {}}, checks: [{foreign_key: {columns: [customer], references: spending.customer}}]}";
    await writeFile(
      join(workspace.path, "tidemark.yaml"),
      config.replace("  orders: {source: orders.csv}", checked).trimEnd() + promises,
    );
    await writeFile(join(workspace.path, "orders.csv"), "customer,total\na,5\na,7\n");

    const built = await workspace.tidemark("features", "build");
    expect(built.code).toBe(1);
    expect(built.out).toContain("spending: built 1 rows");
    expect(built.out).toContain("columns/spent/max  1 of 1 value is above 10.");
    expect(built.out).toContain("spending.csv:2:3");
    // Nothing was built this time, and its result is as wrong as it was.
    const again = await workspace.tidemark("features", "build", "--json");
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)).toMatchObject([
      { name: "spending", outcome: "unchanged", check: { rows: 1, counts: { failed: 1 } } },
    ]);

    expect((await workspace.tidemark("check", "orders")).code).toBe(0);
    expect((await workspace.tidemark("check")).out).toContain("columns/spent/max");
    expect((await workspace.tidemark("check", "spending")).code).toBe(1);
    expect((await workspace.tidemark("drift", "spending", "orders.csv")).error).not.toContain("There is no data set");
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
