import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { junitReport } from "../../../../src/cli/checkReport/junit.ts";
import { outcome, reportOf } from "./reports.ts";

const written = (...outcomes: Parameters<typeof reportOf>[0]): string =>
  junitReport(reportOf(outcomes), "error", (path) => path);

describe("a report as JUnit's XML", () => {
  it("counts what failed, could not run and was left out, each as a case of its own", () => {
    const xml = written(
      outcome(),
      outcome({ state: "passed" }),
      outcome({ state: "couldNotRun" }),
      outcome({ state: "skipped" }),
      outcome({ severity: "warning" }),
    );
    expect(xml).toContain('<testsuite name="people" tests="5" failures="1" errors="1" skipped="1" time="0.012">');
    expect(xml.match(/<testcase /g)).toHaveLength(5);
    for (const element of ["failure", "error", "skipped", "system-out"])
      expect(xml.match(new RegExp(`<${element}[ >]`, "g"))).toHaveLength(1);
  });

  it("holds nothing that XML does not allow, and closes all elements, with any texts", () => {
    const text = fc.string({ unit: "binary" });
    const tag = /<(?<end>\/?)(?<name>[a-z-]+)(?: [a-z]+="[^"<&]*(?:&#\d+;[^"<&]*)*")*(?<alone>\/?)>/gu;
    fc.assert(
      fc.property(text, text, (message, value) => {
        const places = [{ file: "/work/a.csv", record: 1, column: message, value, range: null }];
        const xml = written(
          outcome({ id: `people/${value}`, message, places }),
          outcome({ state: "skipped", message }),
        );
        expect(xml).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u);
        const open: string[] = [];
        for (const { groups } of xml.matchAll(tag)) {
          if (groups?.end === "/") expect(open.pop()).toBe(groups.name);
          else if (groups?.alone === "") open.push(groups.name ?? "");
        }
        expect(open).toEqual([]);
        expect(
          xml
            .replace(/^<\?xml [^>]*>/, "")
            .replaceAll(tag, "")
            .replaceAll(/&#\d+;/g, ""),
        ).not.toMatch(/[<&]/);
      }),
    );
  });
});
