import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { registerModel } from "../../support/registerModel.ts";
import { cliWorkspace } from "./cli.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/models", import.meta.url));

const contract = (least: number): string => `datasets:
  machines: {source: machines.csv, label: failed}
evaluations:
  failures:
    model: models:/failures@champion
    dataset: machines
    task: binary
    inputs: {X: [temperature, vibration, hours]}
    baseline: models:/failures@champion
    gates: [{roc_auc: {min: ${least}}}, {roc_auc: {against: baseline}}]
  open:
    model: models:/failures@champion
    dataset: machines
    task: binary
    inputs: {X: [temperature, vibration, hours]}
`;

it("tidemark promote moves an alias only if the gates pass, and takes it back in one step", async () => {
  await using workspace = await cliWorkspace();
  await copyFile(join(fixtures, "machines.csv"), join(workspace.path, "machines.csv"));
  await writeFile(join(workspace.path, "tidemark.yaml"), contract(0.6));
  expect(await workspace.tidemark("check")).toMatchObject({ code: 0 });
  const served = JSON.parse((await workspace.tidemark("env", "--json")).out);
  await registerModel(
    { url: served.MLFLOW_TRACKING_URI, token: served.MLFLOW_TRACKING_TOKEN },
    "failures",
    ["linear.onnx", "boosted.onnx"].map((file) => join(fixtures, file)),
  );
  const promote = (...args: string[]) => workspace.tidemark("promote", ...args);

  const first = await promote("failures/1", "--evaluation", "failures");
  expect(first).toMatchObject({ code: 0, error: "" });
  expect(first.out).toMatch(/passed: roc_auc at least 0\.6\. roc_auc is 0\.6702/);
  expect(first.out).toContain(
    "roc_auc no worse than the baseline's. not judged: there was no @champion to compare with",
  );
  expect(first.out).toContain("@champion now means v1.\n");

  await writeFile(join(workspace.path, "tidemark.yaml"), contract(0.75));
  const second = await promote("failures/2", "--evaluation", "failures", "--json");
  expect(second.code).toBe(0);
  const { promotion, result } = JSON.parse(second.out);
  expect(promotion).toMatchObject({ alias: "champion", from: 1, to: 2, evaluation: "failures", undone: null });
  expect(promotion.modelHash).toBe(result.model.file.sha256);
  expect(promotion.gates).toEqual(result.gates);
  expect(promotion.resultHash).toMatch(/^[0-9a-f]{64}$/);

  const worse = await promote("failures/1", "--evaluation", "failures");
  expect(worse.code).toBe(1);
  expect(worse.out).toContain("FAILED: roc_auc at least 0.75. roc_auc is 0.6702");
  expect(worse.out).toContain("@champion stays where it is.\n");

  expect(await promote("failures", "--undo")).toEqual({
    code: 0,
    out: "@champion means v1 again, not v2.\n",
    error: "",
  });
  const again = await promote("failures", "--undo");
  expect(again).toMatchObject({ code: 2, out: "" });
  expect(again.error).toContain("undone already");

  const refusals: [string[], string][] = [
    [["failures/1", "--evaluation", "failures"], "@champion is v1 of failures already."],
    [["failures/2", "--evaluation", "open"], 'The evaluation "open" has no gates'],
    [["failures/9", "--evaluation", "falures"], "version=9) not found"],
  ];
  for (const [args, words] of refusals) {
    const refused = await promote(...args);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.error).toContain(words);
  }
});
