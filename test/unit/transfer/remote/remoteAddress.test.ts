import { describe, expect, it } from "vitest";
import { remoteAddress } from "../../../../src/transfer/remote/remoteAddress.ts";

const own = "http://127.0.0.1:5000";

describe("a server's address", () => {
  it("gives up the user name and password that it holds", () => {
    expect(remoteAddress({ url: "https://ann:p%40ss@mlflow.example.org/team/?x=1#y" }, own)).toEqual({
      url: "https://mlflow.example.org/team",
      credentials: { username: "ann", password: "p@ss" },
    });
  });

  it("keeps its secrets in an error message to itself", () => {
    expect(() => remoteAddress({ url: "ftp://ann:secret@host" }, own)).toThrow(/^(?!.*secret).*http/);
  });

  it("may hold a password with a lone per cent sign", () => {
    const { credentials } = remoteAddress({ url: "https://ann:5%@host" }, own);
    expect(credentials).toEqual({ username: "ann", password: "5%" });
  });

  it("prefers credentials that are given beside it", () => {
    const credentials = { token: "t" };
    expect(remoteAddress({ url: "https://ann:p@host", credentials }, own).credentials).toEqual(credentials);
  });

  it.each(["http://127.0.0.1:5000", "http://localhost:5000/", "http://[::1]:5000", "http://0.0.0.0:5000/x"])(
    "is not that of the workspace's own engine: %s",
    (url) => expect(() => remoteAddress({ url }, own)).toThrow("own engine"),
  );

  it.each(["http://127.0.0.1:5001", "http://mlflow.example.org:5000"])("may be another one: %s", (url) => {
    expect(remoteAddress({ url }, own).url).toBe(url);
  });
});
