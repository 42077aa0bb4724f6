import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { QuarantinedRow } from "../../../src/protocol/ingestRequests.ts";
import { startEngine } from "../../support/engineProcess.ts";
import { eventually } from "../../support/eventually.ts";
import { cliWorkspace } from "./cli.ts";

const config = (most: number): string => `
datasets:
  clicks:
    source: clicks
    columns:
      age: {type: integer, max: ${most}}
`;

describe("tidemark quarantine", () => {
  it("lists and shows rows that were not taken, and takes those that pass now", async () => {
    await using workspace = await cliWorkspace();
    const declaration = join(workspace.path, "tidemark.yaml");
    await writeFile(declaration, config(120));
    await using engine = await startEngine({ workspace: workspace.path });
    expect((await workspace.tidemark("quarantine", "list")).error).toBe("No rows are in quarantine.\n");
    await engine.fetch("/v1/datasets/clicks/rows", {
      method: "POST",
      body: '[{"age": 130}, {"age": 5}, {"age": "x"}]',
    });

    expect((await workspace.tidemark("quarantine", "list")).out).toMatch(/^DATA SET +ROWS\nclicks +2\n$/);
    expect((await workspace.tidemark("quarantine", "list", "clicks")).out).toMatch(
      /"age": "130" is above 120\. +\{"age": 130\}\n.*"age": "x" is not a whole number\. +\{"age": "x"\}\n$/,
    );
    const listed = await workspace.tidemark("quarantine", "list", "clicks", "--json");
    const [first] = z.array(QuarantinedRow).parse(JSON.parse(listed.out));
    const id = first?.id ?? "";
    expect((await workspace.tidemark("quarantine", "show", "clicks", id)).out).toBe(
      '{"age": 130}\n  "age": "130" is above 120.\n',
    );
    expect(await workspace.tidemark("quarantine", "replay", "clicks", id)).toMatchObject({
      code: 1,
      out: "0 taken, 1 still in quarantine\n",
    });

    await writeFile(declaration, config(1000));
    expect(await workspace.tidemark("quarantine", "replay", "clicks", "--all")).toMatchObject({
      code: 1,
      out: "1 taken, 1 still in quarantine\n",
    });
    expect(await workspace.tidemark("quarantine", "replay", "clicks")).toMatchObject({ code: 2 });
    expect(await workspace.tidemark("quarantine", "show", "clicks", id)).toMatchObject({ code: 2 });
  });

  it("mends, discards and restores rows", async () => {
    await using workspace = await cliWorkspace();
    await writeFile(join(workspace.path, "tidemark.yaml"), config(120));
    await using engine = await startEngine({ workspace: workspace.path });
    await engine.fetch("/v1/datasets/clicks/rows", {
      method: "POST",
      body: '[{"age": 130}, {"age": "x"}, {"age": 140}]',
    });
    const quarantine = (...args: string[]) => workspace.tidemark("quarantine", ...args);
    const listed = await quarantine("list", "clicks", "--json");
    const [first = "", second = ""] = z
      .array(QuarantinedRow)
      .parse(JSON.parse(listed.out))
      .map(({ id }) => id);

    expect(await quarantine("fix", "clicks", first, '{"age": 150}')).toMatchObject({
      code: 1,
      out: 'still in quarantine\n{"age": 150}\n  "age": "150" is above 120.\n',
    });
    expect(await quarantine("fix", "clicks", first, '{"age": 15}')).toMatchObject({ code: 0, out: "taken\n" });
    expect((await quarantine("fix", "clicks", first, '{"age": 15}')).error).toBe(
      `error: clicks has no row in quarantine with an id that begins with ${first}.\n`,
    );
    expect((await quarantine("fix", "clicks", second, "15")).error).toContain("is no JSON object");

    expect((await quarantine("discard", "clicks", second.slice(0, 8))).out).toBe("1 discarded\n");
    expect((await quarantine("discard", "clicks", "--all")).out).toBe("1 discarded\n");
    expect((await quarantine("list", "clicks")).error).toBe("No row of clicks is in quarantine.\n");
    expect((await quarantine("list", "clicks", "--discarded")).out).toMatch(/\{"age": 140\}\n.*\{"age": "x"\}\n$/);
    expect((await quarantine("restore", "clicks", second)).out).toBe("1 restored\n");
    expect((await quarantine("restore", "clicks", second)).code).toBe(2);
    expect(await quarantine("restore", "clicks", "--all", "--json")).toMatchObject({ out: '{\n  "restored": 1\n}\n' });
    expect((await quarantine("list")).out).toMatch(/clicks +2\n$/);
  });

  it("is not all there is: `tidemark data` tells of rows that can't be put into their files", async () => {
    await using workspace = await cliWorkspace();
    await writeFile(join(workspace.path, "tidemark.yaml"), config(120));
    await writeFile(join(workspace.path, "clicks"), "no folder");
    await using engine = await startEngine({ workspace: workspace.path });
    await engine.fetch("/v1/datasets/clicks/rows", { method: "POST", body: '{"age": 5}' });
    const { error } = await eventually("it is told", async () => {
      const told = await workspace.tidemark("data", "list");
      return told.error.includes("wait") && told;
    });
    expect(error).toMatch(/^Rows of "clicks" wait in the journal \(1\) and can't be put into files: /);
  });
});
