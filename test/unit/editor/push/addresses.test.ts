import { describe, expect, it } from "vitest";
import { addressProblem, parseAddress, recentFirst } from "../../../../src/editor/push/addresses.ts";

describe("a server's address", () => {
  it("is kept without user name, password, query and closing slash", () => {
    expect(parseAddress(" https://ann:p%40ss@mlflow.example.org/team/?x=1#y ")).toEqual({
      url: "https://mlflow.example.org/team",
      credentials: { username: "ann", password: "p@ss" },
    });
    expect(parseAddress("http://localhost:5000")).toEqual({ url: "http://localhost:5000", credentials: null });
  });

  it("may hold a password with a lone per cent sign", () => {
    expect(parseAddress("https://ann:5%@host")?.credentials).toEqual({ username: "ann", password: "5%" });
  });

  it.each(["", "mlflow.example.org", "databricks", "file:///runs", "ftp://mlflow.example.org"])("is not %j", (text) => {
    expect(addressProblem(text)).toContain("http://");
  });
});

it("the server used last is offered first, once, and only the last ten are", () => {
  expect(recentFirst(["a", "b"], "b")).toEqual(["b", "a"]);
  expect(recentFirst([..."abcdefghij"], "k")).toEqual([..."kabcdefghi"]);
});
