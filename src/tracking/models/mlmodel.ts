import { parse, YAMLError } from "yaml";
import { ZodError, z } from "zod";
import { invalidParameter } from "../../protocol/errors.ts";
import type { ModelDescription } from "../../protocol/modelEntities.ts";
import { readSignature } from "./signature.ts";

/** The file that makes a folder a model. */
export const mlmodelName = "MLmodel";

/** Long are only the sides of a signature, which are JSON in quotes; the rest is what takes time to read. */
const quoted = /'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"/gs;
const mostStructure = 64_000;

const text = z.union([z.string(), z.number()]).transform(String);

const MlmodelFile = z.object({
  flavors: z.record(z.string(), z.looseObject({ python_version: text.nullish() }).nullable()).default({}),
  signature: z.unknown().optional(),
  mlflow_version: text.nullish(),
});

/**
 * What an MLmodel file says of its model.
 * @throws TidemarkError `invalidParameter` when it is not YAML, or says something else than MLflow writes
 */
export function readMlmodel(yaml: string): ModelDescription {
  try {
    if (yaml.replace(quoted, "").length > mostStructure) {
      throw invalidParameter(`${mlmodelName} cannot be read: it holds far more than MLflow writes there`);
    }
    // Anchors could make a small file huge: MLflow writes none. Comparing all keys with each other takes long.
    const file = MlmodelFile.parse(parse(yaml, { maxAliasCount: 0, uniqueKeys: false }));
    return {
      flavors: Object.entries(file.flavors).map(([name, details]) => ({
        name,
        version: libraryVersion(name, details),
      })),
      signature: readSignature(file.signature),
      mlflowVersion: file.mlflow_version ?? null,
      pythonVersion: file.flavors.python_function?.python_version ?? null,
    };
  } catch (error) {
    if (error instanceof YAMLError || error instanceof SyntaxError || error instanceof ReferenceError) {
      throw invalidParameter(`${mlmodelName} cannot be read: ${firstLine(error.message)}`);
    }
    if (error instanceof ZodError) {
      const [issue] = error.issues;
      throw invalidParameter(`${mlmodelName} cannot be read: ${issue?.path.join(".")}: ${issue?.message}`);
    }
    throw error;
  }
}

/** `sklearn_version: 1.9.1` under the flavor `sklearn`. */
function libraryVersion(flavor: string, details: Readonly<Record<string, unknown>> | null): string | null {
  const version = text.safeParse(details?.[`${flavor}_version`]);
  return version.success ? version.data : null;
}

const firstLine = (message: string): string => message.split("\n", 1)[0] ?? "";
