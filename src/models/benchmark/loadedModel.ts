import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { InferenceSession, listSupportedBackends, type Tensor } from "onnxruntime-node";
import type { BenchmarkSettings } from "../../protocol/benchmarkEntities.ts";
import { invalidParameter, notFound, TidemarkError } from "../../protocol/errors.ts";
import { inputsFor } from "./inputs.ts";

/** A model that is ready to be measured; times are in milliseconds. */
export interface LoadedModel {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly sessionLoad: number;
  readonly firstInference: number;
  readonly run: () => Promise<unknown>;
}

/**
 * Opens a model, makes inputs for it and runs it once.
 * @throws notFound, or invalidParameter when the runtime refuses the model or the settings
 */
export async function loadModel(path: string, settings: BenchmarkSettings): Promise<LoadedModel> {
  const { provider, threads, optimisation } = settings;
  const providers = listSupportedBackends().map(({ name }) => name);
  if (!providers.includes(provider)) {
    throw invalidParameter(`The provider ${provider} is not here; there are ${providers.join(", ")}.`);
  }
  const found = await stat(path).catch((cause: unknown) => {
    throw notFound(`${path} can't be read: ${cause instanceof Error ? cause.message : cause}`);
  });
  // Before it is loaded, so that loading finds the file in the system's cache each time.
  const sha256 = await hashOf(path);
  const started = performance.now();
  const session = await refused(path, "opened", () =>
    InferenceSession.create(path, {
      executionProviders: [provider],
      graphOptimizationLevel: optimisation,
      ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
      logSeverityLevel: 4,
    }),
  );
  const opened = performance.now();
  const inputs = inputsFor(session.inputMetadata, settings);
  // The runtime hands over tensors alone, and a classifier of scikit-learn has its probabilities in maps. It computes
  // every output all the same.
  const outputs = session.outputMetadata.filter(({ isTensor }) => isTensor).map(({ name }) => name);
  if (outputs.length === 0) {
    throw invalidParameter(
      `${basename(path)} has no output that is a tensor, which is all that the runtime hands over here. ` +
        "Of a model from skl2onnx, turn off the option zipmap.",
    );
  }
  const run = (): Promise<unknown> => session.run(inputs, outputs);
  const before = performance.now();
  await refused(path, "run with generated inputs", run);
  const firstInference = performance.now() - before;
  return { path, sha256, bytes: found.size, inputs, sessionLoad: opened - started, firstInference, run };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(path)) hash.update(part);
  return hash.digest("hex");
}

async function refused<T>(path: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TidemarkError("invalidParameter", `${basename(path)} can't be ${what}: ${why}`, { cause });
  }
}
