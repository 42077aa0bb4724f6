import type { Path } from "./place.ts";

/** A part of a JSON Schema (draft 7), as far as completion needs it. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** A key or value that the schema knows. */
export interface Known {
  readonly label: string;
  readonly description: string;
}

/** The schemas that a path leads to, alternatives beside each other. */
export function schemasAt(root: Schema, path: Path): Schema[] {
  let schemas = spread(root, root);
  for (const step of path) {
    schemas = schemas.flatMap((schema) => below(schema, step)).flatMap((schema) => spread(schema, root));
  }
  return schemas;
}

/** The keys that a map at a path may have. */
export const keysFor = (root: Schema, path: Path): Known[] =>
  distinct(
    schemasAt(root, path).flatMap(({ properties }) =>
      Object.entries(properties ?? {}).map(([label, each]) => ({ label, description: descriptionOf([each]) })),
    ),
  );

/** The values that the schema lists for a path. */
export const valuesFor = (root: Schema, path: Path): Known[] => {
  const schemas = schemasAt(root, path);
  const values = schemas.flatMap((schema) => [
    ...(schema.enum ?? []),
    ...(schema.const === undefined ? [] : [schema.const]),
    ...(schema.type === "boolean" ? [true, false] : []),
  ]);
  return distinct(values.map((value) => ({ label: String(value), description: descriptionOf(schemas) })));
};

/** What the schema says about a path; empty when nothing. */
export const describedAt = (root: Schema, path: Path): string => descriptionOf(schemasAt(root, path));

const descriptionOf = (schemas: readonly Schema[]): string =>
  schemas.find(({ description }) => description !== undefined)?.description ?? "";

function below({ properties, additionalProperties, items }: Schema, step: string | number): Schema[] {
  if (typeof step === "number") return items === undefined ? [] : [items];
  const own = properties !== undefined && Object.hasOwn(properties, step) ? properties[step] : undefined;
  if (own !== undefined) return [own];
  return typeof additionalProperties === "object" ? [additionalProperties] : [];
}

/** A schema, then what it refers to and its alternatives. */
function spread(schema: Schema, root: Schema): Schema[] {
  const name = schema.$ref?.replace(/^#\/definitions\//, "");
  const referred = name === undefined ? undefined : root.definitions?.[name];
  const parts = [...(referred === undefined ? [] : [referred]), ...(schema.allOf ?? []), ...(schema.anyOf ?? [])];
  return [schema, ...parts.flatMap((each) => spread(each, root))];
}

const distinct = (known: readonly Known[]): Known[] =>
  [...new Map(known.toReversed().map((each) => [each.label, each])).values()].toReversed();
