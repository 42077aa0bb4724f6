import { once } from "node:events";
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** A server under measurement, spoken to over connections that stay open. */
export interface Peer extends Disposable {
  readonly name: "tidemark" | "mlflow";
  readonly url: string;
  readonly token: string | null;
  /** Asks under `/api/2.0/mlflow`, or another prefix of MLflow's. */
  ask(question: Question): Promise<Timed>;
}

export interface Question {
  readonly path: string;
  /** Sent with POST; without it the question is a GET. */
  readonly body?: unknown;
  readonly prefix?: string;
}

export interface Timed {
  /** From sending to the last byte, in milliseconds; neither writing nor reading JSON is counted. */
  readonly milliseconds: number;
  readonly answer: unknown;
}

/** Connects to a server, with as many connections as there are questions at once. */
export function connectPeer(name: Peer["name"], url: string, token: string | null): Peer {
  const agent = new Agent({ keepAlive: true });
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return {
    name,
    url,
    token,
    async ask({ path, body, prefix = "/api/2.0/mlflow" }) {
      const payload = body === undefined ? "" : JSON.stringify(body);
      const content = { "content-type": "application/json", "content-length": Buffer.byteLength(payload) };
      const headers = { ...authorization, ...(body === undefined ? {} : content) };
      const started = performance.now();
      const sent = request(`${url}${prefix}/${path}`, { agent, headers, method: body === undefined ? "GET" : "POST" });
      sent.end(payload);
      const [response] = await once(sent, "response");
      const answer = await text(response);
      const milliseconds = performance.now() - started;
      if (response.statusCode !== 200)
        throw new Error(`${name} ${path}: ${response.statusCode} ${answer.slice(0, 500)}`);
      return { milliseconds, answer: JSON.parse(answer) };
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}

const Created = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });

/** Begins a run in the experiment Default. */
export async function startRun(peer: Peer): Promise<string> {
  const body = { experiment_id: "0", start_time: 1_700_000_000_000, run_name: "measured" };
  const { answer } = await peer.ask({ path: "runs/create", body });
  return Created.parse(answer).run.info.run_id;
}
