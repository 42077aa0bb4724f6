import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repairUrl } from "../../../src/mlflow/repairUrl.ts";

describe("an address that is not readable", () => {
  it.each([
    ["/a/per%CEnt.txt", "/a/per%EF%BF%BDnt.txt"],
    ["/a/100%.txt", "/a/100%25.txt"],
    ["/a/%C3%BC%CEx?path=%CE", "/a/%C3%BC%EF%BF%BDx?path=%CE"],
    ["/a/%C3%BC/%CEx", "/a/%C3%BC/%EF%BF%BDx"],
  ])("%s becomes %s", (url, repaired) => expect(repairUrl(url)).toBe(repaired));

  it("is always readable afterwards, and a readable one stays as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."/a%0C3BE?") }), (url) => {
        const repaired = repairUrl(url);
        const path = repaired.split("?", 1)[0] ?? "";
        expect(() => decodeURIComponent(path)).not.toThrow();
        expect(repairUrl(repaired)).toBe(repaired);
      }),
    );
  });
});
