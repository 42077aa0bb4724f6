import fc from "fast-check";
import { z } from "zod";

/** A JSON Schema, as far as requests are described by one. */
const Shape: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), Shape).optional(),
    items: Shape.optional(),
    anyOf: z.array(Shape).optional(),
    enum: z.array(z.unknown()).optional(),
  }),
);
interface Shape {
  readonly type?: string | string[] | undefined;
  readonly properties?: Readonly<Record<string, Shape>> | undefined;
  readonly items?: Shape | undefined;
  readonly anyOf?: readonly Shape[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
}

/** Texts that mean something here or there: names that exist, parts of the search language, numbers, addresses. */
const meaningful = [
  "", "0", "1", "a", "run", "model", "m-1", "NaN", "-Infinity", "1e400", "5.5", "9007199254740993", "ACTIVE_ONLY", "READY",
  "FINISHED", "Production", "latest", "v1", "..", "../../etc/passwd", "/", "%", "%2e%2e", "#", "a/b", "a\u0000b", "\ud800", "é🌊",
  "mlflow.runName", "mlflow.parentRunId", "runs:/run/model", "models:/model@latest", "models:/m-1", "mlflow-artifacts:/0/run",
  "metrics.a > 1", "params.`a` LIKE '%'", "tags.a = 'b' AND", "attributes.start_time DESC", "name ILIKE '%a%'", "(((", "a = 'b",
  "metrics.a = 1e999", "run_id IN ('run')", "run_id IN ()", "trace.status = 'OK'", "timestamp_ms > 5", "eyJvIjoxfQ==",
]; // biome-ignore format: a table of words

const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...meaningful) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...meaningful), { maxLength: 4 }).map((parts) => parts.join(" ")) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 9000 }).map((length) => "x".repeat(length)) },
);

const anyNumber = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.double(),
  fc.constantFrom(2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5.5, 50_001),
);

const anything = fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 4 }));

/** What fits the shape, mostly; now and then something else stands in its place. */
function fitting(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: right(shape) }, { weight: 1, arbitrary: anything });
}

function right(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  if (Array.isArray(shape.type)) return fc.oneof(...shape.type.map((type) => right({ ...shape, type })));
  if (shape.anyOf !== undefined) return fc.oneof(...shape.anyOf.map(right));
  switch (shape.type) {
    case "object":
      return shape.properties === undefined
        ? fc.dictionary(anyText, anything, { maxKeys: 4 })
        : anObject(shape.properties);
    case "array":
      return fc.array(fitting(shape.items ?? {}), { maxLength: 4 });
    case "string":
      return anyText;
    case "number":
    case "integer":
      return anyNumber;
    case "boolean":
      return fc.boolean();
    default:
      return anything;
  }
}

/** What exists under these names, or is a value that will do: without them few requests would get past the first check. */
const usual: Readonly<Record<string, readonly unknown[]>> = {
  run_id: ["run"],
  run_uuid: ["run"],
  run_ids: [["run"]],
  experiment_id: ["0"],
  experiment_ids: [["0"]],
  name: ["model"],
  version: ["1"],
  stage: ["Production"],
  value: [1, "NaN"],
  timestamp: [1, "2"],
  step: [0],
  max_results: [10],
  filter: [""],
  order_by: [[]],
  page_token: [""],
  path: [""],
};

function anObject(properties: Readonly<Record<string, Shape>>): fc.Arbitrary<object> {
  const model = Object.fromEntries(
    Object.entries(properties).map(([key, shape]) => {
      const values = usual[key];
      const field = fitting(shape);
      return [
        key,
        values === undefined ? field : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, field),
      ];
    }),
  );
  return fc
    .tuple(fc.record(model, { requiredKeys: [] }), fc.dictionary(fc.string(), anything, { maxKeys: 1 }))
    .map(([known, unknown]) => ({ ...unknown, ...known }));
}

/** Requests for an endpoint that reads these fields: well formed for the most part, so that they get past its checks. */
export function anyFields(fields: z.ZodType): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const shape = Shape.parse(z.toJSONSchema(fields, { io: "input", unrepresentable: "any" }));
  return anObject(shape.properties ?? {}) as fc.Arbitrary<Readonly<Record<string, unknown>>>;
}
