import { readFileSync } from "node:fs";
import { join } from "node:path";
import { workspace } from "vscode";
import { EngineInfo } from "../../../src/protocol/engineInfo.ts";
import { eventually } from "../../support/eventually.ts";

/** The folder of this window. */
export function workspaceFolder(): string {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("These tests need a folder.");
  return folder.uri.fsPath;
}

/** The workspace's engine, once it answers. `isNew` leaves out an engine that is known already. */
export async function runningEngine(isNew: (info: EngineInfo) => boolean = () => true): Promise<EngineInfo> {
  return eventually("an engine answers", async () => {
    const info = readInfo();
    return info !== undefined && isNew(info) && (await answers(info)) && info;
  });
}

/** Posts to MLflow's tracking API as a client in a terminal would; answers the JSON. */
export async function post(engine: EngineInfo, endpoint: string, body: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${engine.port}/api/2.0/mlflow/${endpoint}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${engine.token}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${endpoint}: ${response.status} ${await response.text()}`);
  return response.json();
}

function readInfo(): EngineInfo | undefined {
  try {
    const text = readFileSync(join(workspaceFolder(), ".tidemark", "engine.json"), "utf8");
    return EngineInfo.parse(JSON.parse(text));
  } catch {
    return undefined; // Not written yet, or being written.
  }
}

async function answers(info: EngineInfo): Promise<boolean> {
  try {
    const headers = { authorization: `Bearer ${info.token}` };
    return (await fetch(`http://127.0.0.1:${info.port}/health`, { headers })).ok;
  } catch {
    return false; // It does not listen yet, or no more.
  }
}
