import * as z from "zod";
import type { Dataset, Feature } from "../../config/config.ts";
import { notFound } from "../../protocol/errors.ts";
import type { BuiltFeature, FeatureState, PrintedFeature, SqlDialect } from "../../protocol/featureEntities.ts";
import { asFarAsNeeded, type Reading } from "../sources/reading.ts";
import type { BuildContext } from "./buildContext.ts";
import { featureFiles } from "./featureFiles.ts";
import { stateOf } from "./featureState.ts";
import { placeOutput } from "./placeOutput.ts";
import { inOrder, sidesOf, unknownName } from "./plan.ts";
import { type Prepared, prepareStep } from "./prepareStep.ts";
import { printFeature } from "./printing/printFeature.ts";
import { type Running, runStep } from "./runStep.ts";
import { stepQuery } from "./stepQuery.ts";

export interface BuildOptions {
  readonly names: readonly string[] | undefined;
  readonly force: boolean;
  readonly commit: string | null;
  readonly onProgress: (progress: { readonly feature: string; readonly done: number; readonly total: number }) => void;
}

export interface FeatureBuilder {
  /** What each feature is made from, and whether its last result still holds. */
  list(): Promise<FeatureState[]>;
  /** @throws TidemarkError `notFound` when there is no such feature, or an input of its joins was never built */
  print(name: string, dialect: SqlDialect): Promise<PrintedFeature>;
  /** Builds what has changed, inputs first; a feature that fails costs those that are made from it and no others. */
  build(options: BuildOptions): Promise<BuiltFeature[]>;
}

/** Builds features within one session, which is used for nothing else. */
export async function featureBuilder(context: BuildContext): Promise<FeatureBuilder> {
  const { session, workspace, config, signal } = context;
  const { features } = config;
  const files = featureFiles(workspace);
  const sides = sidesOf(config);
  const { duckdb } = await session.row(z.object({ duckdb: z.string() }), "SELECT version() AS duckdb");
  const featureOf = (name: string): Feature | undefined => features.find((feature) => feature.name === name);
  const inputsOf = await declaredInputs(context, sides);
  const prepare: Prepare = (feature, reading) =>
    prepareStep(feature, { ...context, files, sides, duckdb, inputs: inputsOf(feature.name), featureOf, reading });
  const look = (feature: Feature): Promise<Prepared> => asFarAsNeeded((reading) => prepare(feature, reading));

  return {
    async list() {
      const stale = new Set<string>();
      const states: FeatureState[] = [];
      for (const name of orderedSafely(features, inputsOf)) {
        const feature = featureOf(name);
        if (feature === undefined) continue;
        const version = (await files.current(name)) ?? null;
        const about = {
          name,
          output: feature.output,
          kind: kindOf(feature),
          inputs: [...safely(inputsOf, name)],
          version,
        };
        const { state, reason } = await stateOf(look, feature, version, stale);
        if (state !== "current") stale.add(name);
        states.push({ ...about, state, reason });
      }
      return states;
    },
    print: (name, dialect) =>
      printFeature(name, dialect, {
        ...context,
        inputsOf,
        async prepare(step) {
          const feature = featureOf(step);
          if (feature === undefined) throw notFound(`There is no feature "${step}".`);
          return await look(feature);
        },
      }),
    async build({ names = features.map(({ name }) => name), force, commit, onProgress }) {
      const missing = names.find((name) => featureOf(name) === undefined);
      if (missing !== undefined)
        throw notFound(
          unknownName(
            missing,
            features.map(({ name }) => name),
          ),
        );
      const order = inOrder(names, (name) => safely(inputsOf, name)).filter((name) => featureOf(name) !== undefined);
      const results: BuiltFeature[] = [];
      const broken = new Set<string>();
      for (const [done, name] of order.entries()) {
        const feature = featureOf(name);
        if (feature === undefined) continue;
        onProgress({ feature: name, done, total: order.length });
        const cause = safely(inputsOf, name).find((input) => broken.has(input));
        const result =
          cause === undefined
            ? await buildOne(feature, prepare, { ...context, files, force, commit, duckdb })
            : {
                ...failed(feature),
                outcome: "skipped" as const,
                reason: `It is made from ${cause}, which was not built.`,
              };
        signal.throwIfAborted();
        if (result.version === null) broken.add(name);
        results.push(result);
      }
      return results;
    },
  };
}

const kindOf = ({ step }: Feature): FeatureState["kind"] => (step.kind === "pointInTime" ? "pointInTime" : "sql");

const failed = ({ name, output }: Feature): BuiltFeature => ({
  name,
  output,
  outcome: "failed",
  reason: null,
  version: null,
  warnings: [],
});

/** What each feature reads; asking for a step that can't be read throws. */
async function declaredInputs(
  { session, workspace, config }: BuildContext,
  sides: ReadonlyMap<string, Dataset>,
): Promise<(name: string) => readonly string[]> {
  const found = new Map<string, readonly string[] | Error>();
  for (const feature of config.features) {
    const { step } = feature;
    const inputs =
      step.kind === "pointInTime"
        ? [...new Set([step.base, ...step.join.map(({ from }) => from)])].sort()
        : await stepQuery(session, { ...feature, step }, { workspace, known: sides.keys() }).then(
            (query) => query.inputs,
            (error: Error) => error,
          );
    found.set(feature.name, inputs);
  }
  return (name) => {
    const inputs = found.get(name) ?? [];
    if (inputs instanceof Error) throw inputs;
    return inputs;
  };
}

/** Nothing for a step that can't be read: that fails when it is prepared, and costs no other. */
function safely(inputsOf: (name: string) => readonly string[], name: string): readonly string[] {
  try {
    return inputsOf(name);
  } catch {
    return [];
  }
}

/** For looking: a circle or a broken step shows on its feature, not on the list. */
function orderedSafely(features: readonly Feature[], inputsOf: (name: string) => readonly string[]): readonly string[] {
  const names = features.map(({ name }) => name);
  try {
    return inOrder(names, (name) => safely(inputsOf, name));
  } catch {
    return names;
  }
}

type Prepare = (feature: Feature, reading: Reading) => Promise<Prepared>;

interface Building extends Running {
  readonly force: boolean;
}

async function buildOne(feature: Feature, prepare: Prepare, building: Building): Promise<BuiltFeature> {
  const { files, force, signal } = building;
  try {
    const { prepared, known, version } = await asFarAsNeeded(async (reading) => {
      const prepared = await prepare(feature, reading);
      const known = force ? undefined : await files.find(feature.name, prepared.key);
      return { prepared, known, version: known ?? (await runStep(prepared, building)) };
    });
    await placeOutput(version, feature.output, { ...building, rows: files.rows(version) });
    await files.makeCurrent(version);
    const outcome = known === undefined ? "built" : "unchanged";
    return { ...failed(feature), outcome, version, warnings: [...prepared.warnings] };
  } catch (error) {
    signal.throwIfAborted();
    return { ...failed(feature), reason: error instanceof Error ? error.message : String(error) };
  }
}
