import type { OnnxProblem, OnnxTensorInfo } from "../../protocol/onnxEntities.ts";
import { bytesOf, elementCount, elementTypeName } from "./elementTypes.ts";
import { externalPlace } from "./externalData.ts";
import type { OnnxTensor } from "./onnxModel.ts";
import type { Scope } from "./scopes.ts";

export interface TensorsFound {
  readonly infos: readonly OnnxTensorInfo[];
  readonly problems: readonly OnnxProblem[];
  /** The files beside the model's own that hold values. */
  readonly files: ReadonlySet<string>;
}

/** All initialisers, in the order that numbers them. */
export const initialisersOf = (scopes: readonly Scope[]): { scope: Scope; tensor: OnnxTensor }[] =>
  scopes.flatMap((scope) => scope.initialisers.map((tensor) => ({ scope, tensor })));

/** What the initialisers of a model are, and what is wrong with them. Their values are not read. */
export function describeTensors(modelFile: string, scopes: readonly Scope[]): TensorsFound {
  const uses = countUses(scopes);
  const problems: OnnxProblem[] = [];
  const files = new Set<string>();
  const infos = initialisersOf(scopes).map(({ scope, tensor }, index): OnnxTensorInfo => {
    const { name, elementType, shape, content } = tensor;
    const place = `${scope.label}, initialiser ${name}`;
    const counted = elementCount(shape);
    const isCountable = shape.every((length) => length >= 0) && Number.isSafeInteger(counted);
    const values = isCountable ? counted : 0;
    const bytes = bytesOf(elementType, values);
    const used = uses.get(name) ?? 0;
    const info = {
      index,
      name,
      graph: scope.label,
      elementType: elementTypeName(elementType),
      shape: [...shape],
      values,
      bytes,
      external: content.kind === "external" ? (content.entries.get("location") ?? "") : null,
      uses: used,
    };
    const error = (message: string): void => void problems.push({ severity: "error", message, place });
    if (shape.some((length) => length < 0)) error(`${name} has a negative length in its shape.`);
    else if (!isCountable) error(`${name} has more values than can be counted.`);
    else if (content.kind === "external") {
      const at = externalPlace(modelFile, content.entries, bytes);
      if (!at.ok) error(`The values of ${name} can't be read: ${at.reason}.`);
      else {
        files.add(at.file);
        wrongSize(name, bytes, at.range.end - at.range.start, error);
      }
    } else if (content.kind === "raw") wrongSize(name, bytes, content.range.end - content.range.start, error);
    else if (content.kind === "none" && values > 0) error(`${name} has no values, and its shape has ${values}.`);
    if (used === 0) problems.push({ severity: "warning", message: `No node takes ${name}.`, place });
    return info;
  });
  return { infos, problems, files };
}

function wrongSize(name: string, due: number | null, there: number, error: (message: string) => void): void {
  if (due !== null && due !== there) error(`${name} has ${there} bytes of values, and its shape and type need ${due}.`);
}

/** How often each name is taken by a node or is an output. */
function countUses(scopes: readonly Scope[]): Map<string, number> {
  const uses = new Map<string, number>();
  for (const { nodes, outputs } of scopes) {
    for (const name of [...nodes.flatMap(({ inputs }) => inputs), ...outputs])
      uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return uses;
}
