import { copyFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { cliWorkspace } from "./cli.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/models", import.meta.url));

it("tidemark evaluate tells figures, compares, holds gates, and names what doesn't fit", async () => {
  await using workspace = await cliWorkspace();
  for (const name of ["boosted.onnx", "linear.onnx", "machines.csv"]) {
    await copyFile(join(fixtures, name), join(workspace.path, name));
  }
  const evaluate = (...args: string[]) =>
    workspace.tidemark("evaluate", "boosted.onnx", "--data", "machines.csv", "--label", "failed", ...args);
  const inputs = ["--input", "X=temperature,vibration,hours"];

  const asked = [...inputs, "--against", "linear.onnx", "--slice", "site", "--gate", "roc_auc>=0.7"];
  const found = await evaluate(...asked, "--predictions", "out/failures.parquet");
  expect(found).toMatchObject({ code: 0, error: "" });
  expect(found.out).toMatch(/^roc_auc +0\.7778 +0\.739 to 0\.8124 +0\.5 +0\.6702$/m);
  expect(found.out).toMatch(/^boosted\.onnx is better in roc_auc: /m);
  expect(found.out).toMatch(
    /^\d+ rows are right by both, \d+ by boosted\.onnx alone, \d+ by linear\.onnx alone, \d+ by neither\. The first that/m,
  );
  expect(found.out).toMatch(/^600 rows with their answers: .*failures\.parquet, version 1 of out\/failures\.parquet$/m);
  const version = await workspace.tidemark("data", "show", "out/failures.parquet");
  expect(version.out).toMatch(/answers of boosted\.onnx \([0-9a-f]{12}\) on/);
  expect(await readdir(join(workspace.path, "out"))).toEqual(["failures.parquet"]);
  expect(found.out).toMatch(/^site = harbour +54 /m);
  expect(found.out).toMatch(/^boosted\.onnx is better in roc_auc where site is north: /m);
  expect(found.out).toMatch(/^passed: roc_auc at least 0\.7\. roc_auc is 0\.7778/m);

  const failing = await evaluate(...inputs, "--gate", "roc_auc.low>=0.75", "--where", "site = 'north'", "--json");
  expect(failing.code).toBe(1);
  expect(JSON.parse(failing.out)).toMatchObject({ data: { rows: 325 }, gates: [{ verdict: "failed" }] });
  expect(await evaluate(...inputs, "--gate", "accuracy>=baseline")).toMatchObject({ code: 2 });

  const wrong = await evaluate("--input", "X=temperature");
  expect(wrong).toMatchObject({ code: 2, out: "" });
  expect(wrong.error).toContain("Input X (float32[?, 3]) takes 3 numbers a row, and gets 1 columns.");
  expect((await evaluate("--gate", "good")).error).toContain('"good" is no gate; one is METRIC>=NUMBER');
});

it("tidemark evaluate runs what tidemark.yaml declares, and tells a CI server each gate", async () => {
  await using workspace = await cliWorkspace();
  for (const name of ["boosted.onnx", "linear.onnx", "machines.csv"]) {
    await copyFile(join(fixtures, name), join(workspace.path, name));
  }
  const evaluation = (name: string, model: string): string => `
  ${name}:
    model: ${model}
    dataset: machines
    task: binary
    inputs: {X: [temperature, vibration, hours]}
    gates: [{roc_auc: {min: 0.75}}]`;
  const declared = (...evaluations: string[]): Promise<void> =>
    writeFile(
      join(workspace.path, "tidemark.yaml"),
      `datasets:\n  machines: {source: machines.csv, label: failed}\nevaluations:${evaluations.join("")}\n`,
    );
  await declared(
    evaluation("boosted", "boosted.onnx"),
    evaluation("linear", "linear.onnx"),
    evaluation("gone", "gone.onnx"),
  );

  const all = await workspace.tidemark("evaluate", "--format", "junit");
  expect(all.code).toBe(1);
  expect(all.out).toContain('<testsuite name="boosted" tests="1" failures="0" errors="0"');
  expect(all.out).toContain(
    '<testcase classname="linear" name="roc_auc at least 0.75" time="0">\n      <failure message="roc_auc is 0.6702',
  );
  expect(all.out).toMatch(
    /<error message="[^"]*gone\.onnx can&#39;t be read|<error message="[^"]*gone\.onnx can't be read/,
  );

  const kept = await workspace.tidemark("evaluate", "boosted", "--record");
  expect(kept).toMatchObject({ code: 0, error: "" });
  const [, run = ""] =
    /^Kept as metrics of the run evaluation of boosted \((\w+)\), with evaluations\/boosted-/m.exec(kept.out) ?? [];
  expect((await workspace.tidemark("show", run)).out).toMatch(/evaluation\.boosted\.roc_auc +0\.7778/);
  const other = await workspace.tidemark("evaluate", "bosted");
  expect(other).toMatchObject({
    code: 2,
    error: 'error: There is no evaluation "bosted"; there are boosted, linear, gone.\n',
  });

  await declared(evaluation("boosted", "boosted.onnx").replace("roc_auc", "rmse"));
  const wrong = await workspace.tidemark("evaluate");
  expect(wrong.code).toBe(2);
  expect(wrong.error).toContain("A binary task has no rmse");
});
