import type { DeclarationProblem } from "./checkEntities.ts";

/** The evaluation that a problem of tidemark.yaml is about: the first part of its path, in which slashes are escaped. */
export function evaluationNamed(path: string): string | undefined {
  const [first = ""] = path.split("/", 1);
  return /^evaluation:(.*)$/s.exec(first)?.[1]?.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The first error of the evaluation of that name, else of any: one with an error is not among those declared. */
export const evaluationFault = (
  problems: readonly DeclarationProblem[],
  name: string | undefined,
): DeclarationProblem | undefined =>
  problems.find(({ path, severity }) => {
    const about = evaluationNamed(path);
    return severity === "error" && about !== undefined && (name === undefined || about === name);
  });
