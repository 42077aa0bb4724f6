import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { cliWorkspace } from "./cli.ts";

describe("tidemark data", () => {
  it("says what has become of files of watched folders", async () => {
    await using workspace = await cliWorkspace();
    const declaration = join(workspace.path, "tidemark.yaml");
    await writeFile(declaration, "datasets:\n  orders:\n    source: orders\n");
    expect((await workspace.tidemark("data", "watched")).error).toBe(
      "No data set declares a folder to watch (`watch:`) in tidemark.yaml.\n",
    );
    const columns = "    columns:\n      total: {type: integer}\n";
    await writeFile(declaration, `datasets:\n  orders:\n    source: orders\n    watch: new*.csv\n${columns}`);
    await writeFile(join(workspace.path, "new1.csv"), "total\n5\nmuch\n");
    await eventually("the file is taken", async () =>
      (await workspace.tidemark("data", "watched")).out.includes("1 taken"),
    );
    expect((await workspace.tidemark("data", "watched", "orders")).out).toMatch(
      /^orders watches new\*\.csv: 1 taken, 0 waiting, 0 failed\nFILE .*\nnew1\.csv +taken +2 +1 /,
    );
  });

  it("records, lists and shows versions, and the runs that are said to have used them", async () => {
    await using workspace = await cliWorkspace();
    const file = join(workspace.path, "orders.csv");
    await writeFile(file, "customer,total\na,5\n");
    expect(await workspace.tidemark("data", "list")).toMatchObject({ code: 0, out: "" });

    const first = await workspace.tidemark("data", "record", "orders.csv");
    expect(first).toMatchObject({ code: 0, error: "" });
    expect(first.out).toMatch(/^orders\.csv v1 [0-9a-f]{12}\n$/);
    await writeFile(file, "customer,total\na,5\nb,7\n");
    expect((await workspace.tidemark("data", "record", "orders.csv")).out).toMatch(/^orders\.csv v2 /);

    expect((await workspace.tidemark("data", "list")).out).toMatch(/orders\.csv +v2 +2 +2 +23 B +not checked +0 /);
    const listed = (await workspace.tidemark("data", "versions", "orders.csv")).out.split("\n");
    expect(listed.map((line) => line.split(/ +/)[0])).toEqual(["VERSION", "v2", "v1", ""]);

    const ran = await workspace.tidemark("run", "--", process.execPath, "-e", makeRun);
    expect(ran).toMatchObject({ code: 0, error: "" });
    expect(await workspace.tidemark("data", "link", "by-hand", "orders.csv", "v1")).toMatchObject({
      code: 0,
      error: "",
    });
    const shown = (await workspace.tidemark("data", "show", "orders.csv", "previous")).out;
    expect(shown).toMatch(/^orders\.csv v1\n {2}hash {4}[0-9a-f]{64}\n {2}size {4}19 B, 1 rows\n/);
    expect(shown).toContain("It was not checked.");
    expect(shown).toMatch(/^total +bigint +0 +1 +5$/m);
    expect(shown).toMatch(/^by-hand +by hand /m);

    expect(await workspace.tidemark("data", "unlink", "by-hand", "orders.csv", "v1")).toMatchObject({ code: 0 });
    expect((await workspace.tidemark("data", "show", "orders.csv", "v1")).out).toContain(
      "No run is known to have used it.",
    );
    expect(await workspace.tidemark("data", "show", "orders.csv", "v9")).toMatchObject({
      code: 1,
      error:
        'error: "orders.csv" has no version "v9": say its number, the beginning of its hash, latest or previous.\n',
    });
  });
});

/** A script that makes a run over HTTP, as any client does. */
const makeRun = `
const { MLFLOW_TRACKING_URI: url, MLFLOW_TRACKING_TOKEN: token } = process.env;
const answer = await fetch(url + "/api/2.0/mlflow/runs/create", {
  method: "POST",
  headers: { authorization: "Bearer " + token, "content-type": "application/json" },
  body: JSON.stringify({ experiment_id: "0", run_name: "by-hand", start_time: Date.now() }),
});
if (!answer.ok) throw new Error(await answer.text());
`;
