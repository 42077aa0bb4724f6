import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ImportSummary } from "../../../src/protocol/import.ts";
import { type EngineProcess, startEngine } from "../../support/engineProcess.ts";
import { type CliWorkspace, cliWorkspace } from "./cli.ts";

const secret = "correct-horse-battery-staple";
let workspace: CliWorkspace;
/** Another workspace's engine stands for a server that wants a token. */
let server: EngineProcess;

beforeAll(async () => {
  [workspace, server] = await Promise.all([cliWorkspace(), startEngine({ args: ["--token", secret] })]);
  await record("first");
}, 60_000);

afterAll(async () => {
  await workspace[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const post = async (path: string, body: unknown) => {
  const answer = await server.fetch(`/api/2.0/mlflow/${path}`, { method: "POST", body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return answer.json();
};

async function record(name: string): Promise<void> {
  const made = (await post("runs/create", { experiment_id: "0", run_name: name, start_time: 1000 })) as {
    run: { info: { run_id: string } };
  };
  const run_id = made.run.info.run_id;
  const metrics = [{ key: "loss", value: 0.5, timestamp: 1000, step: 1 }];
  await post("runs/log-batch", { run_id, metrics, params: [{ key: "lr", value: "0.1" }] });
  const path = `/api/2.0/mlflow-artifacts/artifacts/0/${run_id}/artifacts/notes.txt`;
  expect((await server.fetch(path, { method: "PUT", body: `of ${name}` })).ok).toBe(true);
}

const withVariables = (variables: NodeJS.ProcessEnv, ...args: string[]) =>
  workspace.start(["import", ...args], variables).ended;

const written = async (variables: NodeJS.ProcessEnv) =>
  ImportSummary.parse(JSON.parse((await withVariables(variables, server.url, "--json")).out)).written;

describe("tidemark import of a server", () => {
  it("says what to do without credentials, and with the wrong ones", async () => {
    for (const token of [undefined, "wrong"]) {
      const { code, error } = await withVariables({ TIDEMARK_REMOTE_TOKEN: token }, server.url);
      expect({ code, error }).toMatchObject({ code: 1, error: expect.stringContaining("set TIDEMARK_REMOTE_TOKEN") });
    }
  });

  it("imports its runs with the variables that MLflow's clients use, where they name that server", async () => {
    const variables = { MLFLOW_TRACKING_URI: server.url, MLFLOW_TRACKING_TOKEN: secret };
    expect(await written(variables)).toMatchObject({ runsNew: 1, points: 1, artifacts: 1 });
  });

  it("imports only what is new the next time", async () => {
    await record("second");
    const variables = { TIDEMARK_REMOTE_TOKEN: secret };
    expect(await written(variables)).toMatchObject({ runsNew: 1, runsUnchanged: 1, points: 1, artifacts: 1 });
    expect(await written(variables)).toMatchObject({ runsNew: 0, runsUpdated: 0, runsUnchanged: 2, artifacts: 0 });
  });

  it("takes a user name and password out of the address, and shows neither", async () => {
    const { host } = new URL(server.url);
    const { code, out, error } = await workspace.tidemark("import", `http://ann:${secret}@${host}/`);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("nothing new, 2 runs unchanged") });
    const dry = await workspace.tidemark("import", `http://ann:${secret}@${host}/`, "--dry-run");
    expect(dry.out).toContain(`${server.url}  (MLflow server)`);
    expect(out + error + dry.out + dry.error).not.toContain(secret);
  });

  it("refuses the workspace's own engine, by whatever name", async () => {
    const variables = JSON.parse((await workspace.tidemark("env", "--json")).out) as Record<string, string>;
    const url = variables.MLFLOW_TRACKING_URI ?? "";
    for (const own of [url, url.replace("127.0.0.1", "localhost")]) {
      const { code, error } = await workspace.tidemark("import", own);
      expect({ code, error }).toMatchObject({ code: 2, error: expect.stringContaining("own engine") });
    }
  });

  it("says at once that nothing answers", async () => {
    const { code, error } = await workspace.tidemark("import", "http://127.0.0.1:9");
    expect({ code, error }).toMatchObject({
      code: 1,
      error: expect.stringContaining("http://127.0.0.1:9 can't be reached"),
    });
  });

  it.each([404, 405, 501, 200])("says that a server which answers %i with a page is not MLflow's", async (status) => {
    const other = createServer((_, answer) => answer.writeHead(status).end("<html>Hello</html>"));
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { code, error } = await workspace.tidemark("import", `http://127.0.0.1:${port}`);
    other.close();
    expect(code).toBeGreaterThan(0);
    expect(error).toMatch(/There is no MLflow server at|does not answer as an MLflow server/);
  });
});

it("leaves no secret in the workspace", async () => {
  const folder = join(workspace.path, ".tidemark");
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  expect(files.map(({ name }) => name)).toContain("store.db");
  for (const file of files) {
    const content = await readFile(join(file.parentPath, file.name), "latin1");
    for (const form of [secret, Buffer.from(`ann:${secret}`).toString("base64")]) {
      expect(content.includes(form), `${file.name} holds the secret`).toBe(false);
    }
  }
});
