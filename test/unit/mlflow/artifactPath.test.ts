import { describe, expect, it } from "vitest";
import { artifactPath, rootedPath } from "../../../src/mlflow/artifactPath.ts";

describe("artifact path", () => {
  it.each(["1/run/artifacts/a b+c.txt", "100%.txt", "100%25.txt", "ünïcode 🌊.txt", "a..b/..c", "", "a/.hidden"])(
    "takes %j as it was sent",
    (path) => expect(artifactPath(path)).toBe(path),
  );

  it("drops a slash at the end", () => expect(artifactPath("a/b/")).toBe("a/b"));

  it.each([
    "..",
    "../x",
    "a/../../x",
    "/etc/passwd",
    "//etc/passwd",
    "C:/x",
    "c:\\x",
    "a\\..\\x",
    "%2e%2e/x",
    "%252e%252e/x",
    "%25252e%25252e%25252fx",
    "a%2f..%2f..%2fx",
    "%5c..%5cx",
    "%2fetc/passwd",
    "a\u0000b",
    "a%00b",
    "a\nb",
    "a#b",
    "a/./b",
  ])("refuses %j", (path) => expect(() => artifactPath(path)).toThrow("Invalid path"));
});

describe("the place of an artifact address below the root", () => {
  it.each([
    ["mlflow-artifacts:/1/run/artifacts", "1/run/artifacts"],
    ["mlflow-artifacts://host:5000/1/run/artifacts/", "1/run/artifacts"],
    ["mlflow-artifacts:/", ""],
  ])("of %s is %j", (uri, path) => expect(rootedPath(uri)).toBe(path));

  it("does not exist for artifacts kept elsewhere", () => {
    expect(rootedPath("s3://bucket/1")).toBeUndefined();
    expect(rootedPath("file:///tmp/x")).toBeUndefined();
  });
});
