import { once } from "node:events";
import { createServer } from "node:net";

/** Whether a server could listen on this loopback port now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false; // Why it can't be listened on makes no difference to who wants to.
  }
  server.close();
  await once(server, "close");
  return true;
}
