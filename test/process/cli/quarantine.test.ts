import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { QuarantinedRow } from "../../../src/protocol/ingestRequests.ts";
import { startEngine } from "../../support/engineProcess.ts";
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
});
