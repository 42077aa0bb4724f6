import { describe, expect, it } from "vitest";
import { errorReply } from "../../../src/mlflow/errorReply.ts";
import { errorCodes, TidemarkError } from "../../../src/protocol/errors.ts";

/** Clients repeat these for minutes. */
const repeated = [408, 429, 500, 502, 503, 504];

describe("the answer to a failure", () => {
  it.each([
    ["invalidParameter", 400, "INVALID_PARAMETER_VALUE"],
    ["alreadyExists", 400, "RESOURCE_ALREADY_EXISTS"],
    ["notFound", 404, "RESOURCE_DOES_NOT_EXIST"],
    ["diskFull", 503, "TEMPORARILY_UNAVAILABLE"],
  ] as const)("%s is %i %s", (code, status, name) => {
    expect(errorReply(new TidemarkError(code, "why"))).toEqual({ status, body: { error_code: name, message: "why" } });
  });

  it("is one that clients repeat only where waiting or an operator can help", () => {
    const waiting = errorCodes.filter((code) => repeated.includes(errorReply(new TidemarkError(code, "")).status));
    expect(waiting).toEqual(["unavailable", "diskFull", "storeTooNew", "storeDamaged", "internal"]);
  });

  it("keeps to itself what nobody foresaw", () => {
    expect(errorReply(new Error("secret path /x"))).toEqual({
      status: 500,
      body: { error_code: "INTERNAL_ERROR", message: "An internal error has occurred." },
    });
    expect(errorReply("text").status).toBe(500);
  });
});
