import { describe, expect, it } from "vitest";
import { encoded, uploadPath } from "../../../../src/transfer/push/uploadPath.ts";

const server = "https://mlflow.example.org/team";

describe("where artifacts are uploaded", () => {
  it.each([
    ["mlflow-artifacts:/1/abc/artifacts", "/api/2.0/mlflow-artifacts/artifacts/1/abc/artifacts"],
    ["mlflow-artifacts://mlflow.example.org/1/abc", "/api/2.0/mlflow-artifacts/artifacts/1/abc"],
    [`${server}/api/2.0/mlflow-artifacts/artifacts/1/abc`, "/api/2.0/mlflow-artifacts/artifacts/1/abc"],
  ])("is the server itself for %s", (uri, path) => expect(uploadPath(server, uri)).toBe(path));

  it.each(["s3://bucket/1", "file:///srv/1", "/srv/1", "mlflow-artifacts://other.example.org/1", ""])(
    "is nowhere that the server would take them for %j",
    (uri) => expect(uploadPath(server, uri)).toBeNull(),
  );

  it("names every file so that an address can hold it", () => {
    expect(encoded("a b/c+d/ü%#?.txt")).toBe("a%20b/c%2Bd/%C3%BC%25%23%3F.txt");
  });
});
