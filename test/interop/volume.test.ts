import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

describeScript("a script that logs much at once", "volume.py", {}, (finished) => {
  it("keeps every point, parameter and tag of full batches", () => {
    expect(finished().answer).toMatchObject({ batch: 5000, params: 250, tags: 120 });
  });

  it("keeps everything that was logged asynchronously", () => {
    expect(finished().answer).toMatchObject({ async: 500, asyncParams: 20 });
  });

  it("keeps what several processes and threads log to one run, each point once", () => {
    expect(finished().answer).toMatchObject({ exits: [0, 0], shared: 50, own: [50, 50], latest: 49 });
  });
});
