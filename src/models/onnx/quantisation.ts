import type { OnnxInspection, OnnxTensorInfo } from "../../protocol/onnxEntities.ts";
import type { OperatorCount } from "./operatorProblems.ts";

/** In the order in which they are said. */
const kinds: readonly { readonly words: string; readonly operators: RegExp }[] = [
  {
    words: "computed in integers (QLinear and Integer operators)",
    operators: /^(QLinear\w+|\w+Integer|QGemm|QAttention|\w+IntegerToFloat)$/,
  },
  { words: "quantised while it runs (DynamicQuantizeLinear)", operators: /^(DynamicQuantize\w+)$/ },
  { words: "quantised in steps between operators (QDQ)", operators: /^QuantizeLinear$/ },
  { words: "weights in blocks of few bits", operators: /^(MatMulNBits|MatMulBnb4|GatherBlockQuantized)$/ },
];
const dequantising = /^DequantizeLinear$/;

/** Whether and how a model is quantised, and of which types its initialisers are. */
export function quantisationOf(
  operators: readonly OperatorCount[],
  tensors: readonly OnnxTensorInfo[],
): OnnxInspection["quantisation"] {
  const has = (pattern: RegExp): boolean => operators.some(({ name }) => pattern.test(name));
  const words = kinds.filter((kind) => has(kind.operators)).map((kind) => kind.words);
  if (words.length === 0 && has(dequantising)) words.push("only weights, made into floats again (DequantizeLinear)");
  const all = [...kinds.map((kind) => kind.operators), dequantising];
  const count = operators.reduce(
    (sum, { name, count: times }) => sum + (all.some((pattern) => pattern.test(name)) ? times : 0),
    0,
  );
  const types = new Map<string, { type: string; tensors: number; parameters: number }>();
  for (const { elementType: type, values } of tensors) {
    const found = types.get(type) ?? { type, tensors: 0, parameters: 0 };
    found.tensors += 1;
    found.parameters += values;
    types.set(type, found);
  }
  return {
    kind: words.length === 0 ? null : words.join("; "),
    operators: count,
    types: [...types.values()].sort((a, b) => b.parameters - a.parameters),
  };
}
