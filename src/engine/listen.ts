import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Server } from "node:net";

/** Listens on 127.0.0.1 at the first of these ports that is free, else at any; answers which. */
export async function listenOnLoopback(server: Server, ports: readonly number[]): Promise<number> {
  for (const port of [...ports, 0]) {
    try {
      server.listen({ host: "127.0.0.1", port, exclusive: true });
      await once(server, "listening");
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error(`Unexpected address ${address}.`);
      return address.port;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error("No port of 127.0.0.1 is free.");
}

/** EACCES is what a port reserved by the system says, and Windows for some that are taken. */
const isTaken = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES");

/**
 * A port for a workspace that has none yet, from its path: below the range that systems hand out for outgoing
 * connections, so that it is still free when the engine comes back.
 */
export function suggestedPort(workspace: string): number {
  const [first = 0, second = 0] = createHash("sha256").update(workspace).digest();
  return 20_000 + ((first * 256 + second) % 10_000);
}
