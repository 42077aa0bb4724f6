import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

describeScript("a script that uses what is not served", "later.py", {}, (finished, client) => {
  it("goes on and ends well when it traces", () => {
    expect(finished().answer).toMatchObject({ status: "FINISHED", after: 2 });
    expect(finished().answer.seconds).toBeLessThan(60);
  });

  it("hears at once that there are no webhooks", () => {
    // MLflow 2's client has none to ask for.
    expect(finished().answer.told).toBe(client.name === "mlflow 3" ? "ENDPOINT_NOT_FOUND" : null);
  });
});
