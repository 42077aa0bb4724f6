import { expect, it } from "vitest";
import { soak } from "../soak/soak.ts";
import { clients } from "./support/pythonClients.ts";

/** `npm run soak` does the same for longer, with a full and a slow disk. */
it("an engine that is killed while clients log has what it acknowledged exactly once, also when its clock goes back", async () => {
  const [{ python }] = clients;
  const report = await soak({ python, seed: 1, clients: 4, calls: 150, kills: 4, clockBack: 3600 });
  expect(report.wrong).toEqual([]);
  expect(report.kills).toBe(4);
  expect(report.points).toBeGreaterThan(1000);
});
