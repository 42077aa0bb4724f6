import type { ShownEvaluation } from "../../protocol/evaluationPageContract.ts";

/** An evaluation as tidemark.yaml declares it. Values are written as JSON, which YAML takes. */
export function declarationText({ name, question }: ShownEvaluation): string {
  const { path, data, task, label, labels, positive, threshold, inputs, pair, outputs, slices, baseline } = question;
  const of = "dataset" in data.of ? data.of : undefined;
  const fields: readonly (readonly [string, unknown])[] = [
    ["model", path],
    ["dataset", of?.dataset],
    ["part", of?.part],
    ["where", data.where],
    ["task", task],
    ["label", labels === undefined ? label : undefined],
    ["labels", labels],
    ["group", question.group],
    ["k", task === "ranking" ? question.k : undefined],
    ["positive", positive],
    ["threshold", threshold],
    ["inputs", Object.keys(inputs).length === 0 ? undefined : inputs],
    ["pair", pair],
    ["outputs", Object.values(outputs).some((output) => output !== undefined) ? outputs : undefined],
    ["slices", slices.length === 0 ? undefined : slices],
    ["baseline", baseline],
  ];
  const key = name.replace(/\.onnx$/, "").replace(/[^A-Za-z0-9_-]+/g, "_");
  const lines = fields.flatMap(([word, value]) =>
    value === undefined ? [] : [`    ${word}: ${JSON.stringify(value)}`],
  );
  return `evaluations:\n  ${/^[A-Za-z_]/.test(key) ? key : `_${key}`}:\n${lines.join("\n")}\n`;
}
