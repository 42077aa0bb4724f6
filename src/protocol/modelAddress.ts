import type { ModelDescription, ModelVersionSummary } from "./modelEntities.ts";

/** How MLflow addresses a registered model: by an alias, which may move, or by a version, which stays what it is. */
export const modelAddress = (name: string, which: { readonly alias: string } | { readonly version: number }): string =>
  "alias" in which ? `models:/${name}@${which.alias}` : `models:/${name}/${which.version}`;

/** A line of Python that loads a model. */
export interface LoadLine {
  readonly line: string;
  /** What it answers: the library's own object, or MLflow's common wrapper. */
  readonly loads: string;
  readonly address: string;
}

/** MLflow's modules with a `load_model` of their own; a flavor of another package is loaded by `mlflow.pyfunc`. */
const loaders: ReadonlySet<string> = new Set(
  (
    "catboost diffusers diviner dspy fastai h2o johnsnowlabs keras langchain lightgbm llama_index onnx openai paddle " +
    "pmdarima promptflow prophet pytorch sentence_transformers sklearn spacy spark statsmodels tensorflow transformers xgboost"
  ).split(" "),
);

/**
 * The lines that load a version: by each of its aliases, then by its number; each with the library's own loader and
 * with `mlflow.pyfunc`, which every model with that flavor has. Without a description only the latter is known.
 */
export function loadLines(
  { name, aliases, version }: Pick<ModelVersionSummary, "name" | "aliases" | "version">,
  description: Pick<ModelDescription, "flavors"> | null,
): readonly LoadLine[] {
  const flavors = description?.flavors.map((flavor) => flavor.name) ?? ["python_function"];
  const modules = [
    ...(flavors.includes("python_function") ? ["pyfunc"] : []),
    ...flavors.filter((flavor) => loaders.has(flavor)),
  ];
  const addresses = [...aliases.map((alias) => modelAddress(name, { alias })), modelAddress(name, { version })];
  return addresses.flatMap((address) =>
    modules.map((module) => ({
      line: `mlflow.${module}.load_model(${JSON.stringify(address)})`,
      loads: module === "pyfunc" ? "as MLflow's common wrapper with predict()" : `as the ${module} model itself`,
      address,
    })),
  );
}
