import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PushSummary, SyncState } from "../../../src/protocol/push.ts";
import { type EngineProcess, startEngine } from "../../support/engineProcess.ts";
import { eventually } from "../../support/eventually.ts";
import { type CliWorkspace, cliWorkspace, script } from "./cli.ts";

const secret = "correct-horse-battery-staple";
let workspace: CliWorkspace;
/** Another workspace's engine stands for a server that wants a token. */
let server: EngineProcess;

beforeAll(async () => {
  [workspace, server] = await Promise.all([cliWorkspace(), startEngine({ args: ["--token", secret] })]);
  await train(["slow", 0.001, 0.5], ["fast", 0.1, 0.25]);
}, 60_000);

afterAll(async () => {
  await workspace[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** Logs runs, each with its name, learning rate and loss. */
const train = (...runs: readonly (readonly [string, number, number])[]) =>
  workspace.tidemark("run", "--", process.execPath, "--input-type=module", "-e", script, JSON.stringify(runs));

const withToken = (...args: string[]) => workspace.start(args, { TIDEMARK_REMOTE_TOKEN: secret }).ended;

const namesThere = async (): Promise<string[]> => {
  const body = JSON.stringify({ experiment_ids: ["0"] });
  const answer = await server.fetch("/api/2.0/mlflow/runs/search", { method: "POST", body });
  const { runs = [] } = (await answer.json()) as { runs?: { info: { run_name: string } }[] };
  return runs.map(({ info }) => info.run_name).sort();
};

describe("tidemark push", () => {
  it("says what to do without credentials, and with the wrong ones", async () => {
    for (const token of [undefined, "wrong"]) {
      const { code, out } = await workspace.start(["push", "fast", "--to", server.url], {
        TIDEMARK_REMOTE_TOKEN: token,
      }).ended;
      expect(code).toBe(1);
      expect(out).toContain("set TIDEMARK_REMOTE_TOKEN");
    }
    expect(await namesThere()).toEqual([]);
  });

  it("pushes the runs that are named, and tells where to see them", async () => {
    const { code, out } = await withToken("push", "fast", "--to", server.url);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("1 new run, 1 point") });
    expect(out).toContain(`${server.url}/#/experiments/0`);
    expect(await namesThere()).toEqual(["fast"]);
  });

  it("pushes an experiment, of which what is there already is not sent again", async () => {
    const first = PushSummary.parse(
      JSON.parse((await withToken("push", "-e", "Default", "--to", server.url, "--json")).out),
    );
    expect(first.sent).toMatchObject({ runsCreated: 1, runsUnchanged: 1, points: 1 });
    const again = await withToken("push", "-e", "Default", "--to", server.url);
    expect(again.out).toContain("nothing new");
    expect(await namesThere()).toEqual(["fast", "slow"]);
  });

  it("takes a user name and password out of the address, and shows and keeps neither", async () => {
    const { host } = new URL(server.url);
    const { code, out, error } = await workspace.tidemark("push", "fast", "--to", `http://ann:${secret}@${host}/?x=1`);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("nothing new") });
    expect(out + error).not.toContain(secret);
  });

  it("refuses the workspace's own engine, by whatever name", async () => {
    const variables = JSON.parse((await workspace.tidemark("env", "--json")).out) as Record<string, string>;
    const url = variables.MLFLOW_TRACKING_URI ?? "";
    for (const own of [url, url.replace("127.0.0.1", "localhost")]) {
      const { code, error } = await workspace.tidemark("push", "fast", "--to", own);
      expect({ code, error }).toMatchObject({ code: 2, error: expect.stringContaining("own engine") });
    }
  });

  it("does not begin without a selection", async () => {
    expect(await workspace.tidemark("push", "--to", server.url)).toMatchObject({ code: 2 });
  });
});

describe("tidemark sync", () => {
  it("keeps an experiment pushed until it is stopped", async () => {
    const begun = await withToken("sync", "Default", "--to", server.url);
    expect({ code: begun.code, out: begun.out }).toMatchObject({ code: 0, out: expect.stringContaining(server.url) });
    expect((await workspace.tidemark("sync")).out).toMatch(/^EXPERIMENT +SERVER +STATE\nDefault /);
    expect(await workspace.tidemark("sync", "Default", "--stop")).toMatchObject({ code: 0 });
    expect((await workspace.tidemark("sync")).error).toContain("Nothing is kept pushed.");
  });

  it("goes on when the engine was started again, once it has the credentials that nothing remembers", async () => {
    await withToken("sync", "Default", "--to", server.url);
    await workspace.tidemark("stop");
    await train(["offline", 0.01, 0.75]);
    const state = async (): Promise<string> => {
      const { out } = await workspace.tidemark("sync", "--json");
      return SyncState.array().parse(JSON.parse(out))[0]?.state ?? "none";
    };
    await eventually("it wants credentials", async () => (await state()) === "unauthenticated");
    await withToken("sync", "Default", "--to", server.url);
    await eventually("it is up to date", async () => (await state()) === "current");
    expect(await namesThere()).toContain("offline");
    await workspace.tidemark("sync", "Default", "--stop");
  });

  it("refuses at once what the server refuses", async () => {
    expect(await workspace.tidemark("sync", "Default", "--to", "http://127.0.0.1:9")).toMatchObject({ code: 1 });
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
