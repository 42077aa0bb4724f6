import { expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

describeScript("a script that uses what is not served yet", "later.py", {}, (finished) => {
  it("goes on and ends well when it traces", () => {
    expect(finished().answer).toMatchObject({ status: "FINISHED", after: 2 });
    expect(finished().answer.seconds).toBeLessThan(60);
  });

  it("hears at once that there is no registry", () => {
    expect(finished().answer.registered).toBe("ENDPOINT_NOT_FOUND");
  });
});
