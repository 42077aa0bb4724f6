import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startEngine } from "../../support/engineProcess.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const runs = "/api/2.0/mlflow/runs";

describe("an engine that finds its store damaged", { timeout: 60_000 }, () => {
  it("serves a new one, keeps the damaged file and says so", async () => {
    await using folder = await temporaryFolder();
    const data = join(folder.path, ".tidemark");
    const first = await startEngine({ workspace: folder.path });
    await first.fetch(`${runs}/create`, { method: "POST", body: '{"experiment_id": "0"}' });
    await first.end();
    for (const name of (await readdir(data)).filter((each) => each.startsWith("store.db"))) {
      await writeFile(join(data, name), "This was a database once.".repeat(1000));
    }

    await using engine = await startEngine({ workspace: folder.path });
    const client = await engine.connect();
    const { problems } = await client.request("engine/status", {});
    client.dispose();

    expect(problems).toMatchObject([{ id: "storeDamaged", message: expect.stringMatching(/kept as store\.damaged-/) }]);
    expect((await readdir(data)).filter((name) => /^store\.damaged-.*\.db$/.test(name))).toHaveLength(1);
    const created = await engine.fetch(`${runs}/create`, { method: "POST", body: '{"experiment_id": "0"}' });
    expect(created.status).toBe(200);
  });
});
