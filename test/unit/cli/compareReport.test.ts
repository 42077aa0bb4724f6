import { expect, it } from "vitest";
import { compareCsv } from "../../../src/cli/compareReport.ts";
import { comparisonOf, logged } from "../webview/compare/comparison.ts";

it("a comparison as CSV has every digit, and text that a spreadsheet would run is text", () => {
  const csv = compareCsv(
    comparisonOf(["first", "second"], {
      params: [
        { key: "lr", values: ["-0.1", null], differs: true },
        { key: "=A1", values: ["\n=A1", 'a "b", c'], differs: true },
      ],
      metrics: [
        {
          key: "loss",
          goal: "min",
          cells: [logged("loss", "min", [-1e-7]), logged("loss", "min", [0.123456789012345])],
          best: [0],
          differs: true,
        },
      ],
    }),
  );
  expect(csv).toContain("parameter,lr,,-0.1,\r\n");
  expect(csv).toContain('parameter,\'=A1,,"\'\n=A1","a ""b"", c"\r\n');
  expect(csv).toContain("metric,loss,min,-1e-7,0.123456789012345\r\n");
});
