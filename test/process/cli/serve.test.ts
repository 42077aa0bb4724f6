import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type CliWorkspace, cliWorkspace } from "./cli.ts";

const Served = z.strictObject({
  url: z.string(),
  token: z.string().nullable(),
  workspace: z.string(),
  pid: z.number(),
});

let workspace: CliWorkspace;

beforeEach(async () => {
  workspace = await cliWorkspace();
});
afterEach(async () => workspace[Symbol.asyncDispose]());

const serve = async (...args: string[]) => {
  const started = workspace.start(["serve", "--json", ...args]);
  return { ...started, served: Served.parse(JSON.parse(await started.firstLine)) };
};

describe("tidemark serve", () => {
  it("prints one line of JSON, serves with the token it was given, and ends on SIGTERM", async () => {
    const { child, ended, served } = await serve("--workspace", workspace.path, "--token", "sesame");
    expect(served).toMatchObject({ workspace: workspace.path, token: "sesame" });
    const address = `${served.url}/api/2.0/mlflow/experiments/get?experiment_id=0`;
    expect((await fetch(address)).status).toBe(401);
    expect((await fetch(address, { headers: { authorization: "Bearer sesame" } })).status).toBe(200);
    child.kill("SIGTERM");
    const end = await ended;
    expect(end).toMatchObject({ code: 0, error: "" });
    expect(end.out.trim().split("\n")).toHaveLength(1);
  });

  it("ends on SIGINT as well, and needs no token when told so", async () => {
    const { child, ended, served } = await serve("--no-token");
    expect(served.token).toBeNull();
    expect((await fetch(`${served.url}/api/2.0/mlflow/experiments/get?experiment_id=0`)).status).toBe(200);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 0 });
  });

  it("says where the engine is that serves the workspace already, and stop ends it", async () => {
    const { served, ended } = await serve();
    const second = await workspace.tidemark("serve");
    expect(second).toMatchObject({ code: 1, out: "" });
    expect(second.error).toContain(`serves ${workspace.path} already at ${served.url} (process ${served.pid})`);
    const stopped: unknown = JSON.parse((await workspace.tidemark("stop", "--json")).out);
    expect(stopped).toEqual({ stopped: true, workspace: workspace.path, pid: served.pid });
    expect(await ended).toMatchObject({ code: 0 });
    expect(JSON.parse((await workspace.tidemark("stop", "--json")).out)).toMatchObject({ stopped: false });
  });

  it("takes options that contradict or make no sense for mistakes", async () => {
    expect(await workspace.tidemark("serve", "--port", "99999999")).toMatchObject({ code: 2, out: "" });
    expect(await workspace.tidemark("serve", "--workspace", `${workspace.path}/nothing`)).toMatchObject({ code: 1 });
  });
});

describe("tidemark env and doctor", () => {
  it("print what a shell needs, and that all is well", async () => {
    const { served } = await serve("--token", "sesame");
    expect(await workspace.tidemark("env")).toMatchObject({
      code: 0,
      out: `export MLFLOW_TRACKING_URI='${served.url}'\nexport MLFLOW_TRACKING_TOKEN='sesame'\n`,
    });
    const variables: unknown = JSON.parse((await workspace.tidemark("env", "--json")).out);
    expect(variables).toEqual({ MLFLOW_TRACKING_URI: served.url, MLFLOW_TRACKING_TOKEN: "sesame" });
    const { out, code } = await workspace.tidemark("doctor", "--json");
    const checks = z.array(z.looseObject({ name: z.string(), result: z.string() })).parse(JSON.parse(out));
    const results = Object.fromEntries(checks.map(({ name, result }) => [name, result]));
    expect(results).toMatchObject({ engine: "ok", address: "ok", store: "ok", workspace: "ok", "token file": "ok" });
    expect(code).toBe(0);
  });
});
