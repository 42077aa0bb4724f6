import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const engineFile = join(import.meta.dirname, "../../../src/engine/main.ts");

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** A real engine on a workspace of its own. */
export class EngineProcess {
  readonly url: string;
  readonly token: string;
  readonly workspace: string;
  #process: ChildProcess;

  private constructor(child: ChildProcess, workspace: string, url: string, token: string) {
    this.#process = child;
    this.workspace = workspace;
    this.url = url;
    this.token = token;
  }

  static async start(token = "interop-token"): Promise<EngineProcess> {
    const workspace = await mkdtemp(join(tmpdir(), "tidemark-interop-"));
    const { child, url } = await EngineProcess.#serve(workspace, token, 0);
    return new EngineProcess(child, workspace, url, token);
  }

  static async #serve(workspace: string, token: string, port: number): Promise<{ child: ChildProcess; url: string }> {
    const child = spawn(
      process.execPath,
      [engineFile, "--workspace", workspace, "--port", String(port), "--token", token, "--foreground"],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`The engine ended with code ${code} before it served.`);
    });
    const [line] = (await Promise.race([once(createInterface(child.stdout), "line"), ended])) as [string];
    ended.catch(() => undefined);
    const { url } = JSON.parse(line) as { url: string };
    return { child, url };
  }

  /** Ends it as a crash would, and starts another on the same workspace and address. */
  async killAndRestart(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
    const { child } = await EngineProcess.#serve(this.workspace, this.token, Number(new URL(this.url).port));
    this.#process = child;
  }

  /** Sends a path just as it is written, `..` and all, which `fetch` would tidy up. */
  async send(method: string, path: string, body?: string | Buffer, type = "application/json"): Promise<Answer> {
    const { hostname, port } = new URL(this.url);
    const sent = request({
      hostname,
      port,
      method,
      path,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { "content-type": type, "content-length": Buffer.byteLength(body) }),
      },
    });
    sent.end(body);
    const [response] = await once(sent, "response");
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    return {
      status: response.statusCode,
      type: response.headers["content-type"] ?? "",
      text: Buffer.concat(chunks).toString("utf8"),
    };
  }

  /** Posts to an endpoint of the tracking API and reads its JSON. */
  async post(endpoint: string, body: unknown): Promise<{ readonly status: number; readonly json: Json }> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return readAnswer(await this.send("POST", `/api/2.0/mlflow/${endpoint}`, text));
  }

  /** Gets from an endpoint of the tracking API and reads its JSON. */
  async get(endpoint: string): Promise<{ readonly status: number; readonly json: Json }> {
    return readAnswer(await this.send("GET", `/api/2.0/mlflow/${endpoint}`));
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = once(this.#process, "exit");
      this.#process.kill("SIGTERM");
      await ended;
    }
    await rm(this.workspace, { recursive: true, force: true });
  }
}

/** What the tests look into without a schema. */
// biome-ignore lint/suspicious/noExplicitAny: answers are compared with expectations, which is the check
export type Json = any;

const readAnswer = (answer: Answer) => ({ status: answer.status, json: JSON.parse(answer.text) as Json });
