import { once } from "node:events";
import { connect } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EngineProcess, startEngine } from "../../support/engineProcess.ts";

/** Sends bytes as they are and reads what comes back until the engine closes, or has nothing more to say. */
async function send({ url }: EngineProcess, bytes: Uint8Array): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk)).on("error", () => undefined);
  await once(socket, "connect");
  socket.end(bytes);
  await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}

const lines = [
  "GET /health HTTP/1.1",
  "POST /api/2.0/mlflow/runs/create HTTP/1.1",
  "PUT /api/2.0/mlflow-artifacts/artifacts/a HTTP/1.1",
  "GET / HTTP/9.9",
  "BREW /pot HTTP/1.1",
  "GET \u0000 HTTP/1.1",
  "Host: 127.0.0.1",
  "Authorization: Bearer secret",
  "Content-Length: 10",
  "Content-Length: -1",
  "Content-Length: 99999999999999999999",
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: gzip, chunked",
  "Content-Encoding: gzip",
  "Expect: 100-continue",
  "Upgrade: websocket",
  `X-Long: ${"x".repeat(20_000)}`,
  ": no name",
  "",
  "ffffffffffffffff",
  "5\r\nhello\r\n0\r\n",
  "{",
] as const;

const anyMessage = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(fc.constantFrom(...lines), { maxLength: 8 })
    .map((parts) => Buffer.from(`${parts.join("\r\n")}\r\n\r\n`, "latin1")),
);

describe("bytes that are no request", () => {
  it("are refused or passed over, and the engine goes on", async () => {
    await using engine = await startEngine({ args: ["--token", "secret"] });
    await fc.assert(
      fc.asyncProperty(anyMessage, async (bytes) => {
        expect(await send(engine, bytes)).not.toMatch(/^HTTP\/1\.1 5/);
        expect((await engine.fetch("/health")).status).toBe(200);
      }),
      { numRuns: 300 },
    );
  });
});
