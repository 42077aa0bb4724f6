import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CliWorkspace, cliWorkspace } from "./cli.ts";

let workspace: CliWorkspace;

beforeAll(async () => {
  workspace = await cliWorkspace();
});
afterAll(async () => workspace[Symbol.asyncDispose]());

const node = (code: string): string[] => ["run", "--", process.execPath, "-e", code];

describe("a command under tidemark run", () => {
  it("ends it with its own exit code", async () => {
    expect(await workspace.tidemark(...node("process.exit(7)"))).toMatchObject({ code: 7, out: "", error: "" });
  });

  it("ends it with 128 and the signal's number when a signal ended it", async () => {
    expect(await workspace.tidemark(...node("process.kill(process.pid, 'SIGKILL')"))).toMatchObject({ code: 137 });
  });

  it("gets the signals that it gets", async () => {
    const waiting = "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('ready')";
    const { child, firstLine, ended } = workspace.start(node(waiting));
    expect(await firstLine).toBe("ready");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 9 });
  });

  it("keeps its own options", async () => {
    const { out } = await workspace.tidemark(
      ...node("console.log(process.argv.slice(1).join())"),
      "--",
      "--json",
      "-n",
    );
    expect(out).toBe("--json,-n\n");
  });

  it("is told about when there is no such command", async () => {
    const { code, error } = await workspace.tidemark("run", "--", "no-such-command-here");
    expect(code).toBe(127);
    expect(error).toBe("tidemark: no-such-command-here: command not found\n");
  });

  it("keeps a tracking address that the user has chosen, says so, and shows no password", async () => {
    const variables = { MLFLOW_TRACKING_URI: "https://me:secret@mlflow.example.org" };
    const print = "console.log(process.env.MLFLOW_TRACKING_URI)";
    const kept = await workspace.start(node(print), variables).ended;
    expect(kept.out).toBe("https://me:secret@mlflow.example.org\n");
    expect(kept.error).toContain("MLFLOW_TRACKING_URI is https://mlflow.example.org, so runs are logged there.");
    expect(kept.error).not.toContain("secret");
    const replaced = await workspace.start(["run", "--override", ...node(print).slice(1)], variables).ended;
    expect(replaced).toMatchObject({ code: 0, error: "" });
    expect(replaced.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  });
});
