import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { opendir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Handlers } from "../../protocol/contract.ts";
import type { CodeState } from "../../protocol/entities.ts";
import type { OnnxOrigin, onnxOriginRequests } from "../../protocol/onnxRequests.ts";
import type { Store } from "../../store/openStore.ts";

interface OriginDependencies {
  readonly store: Store;
  readonly artifactRoot: string;
  readonly codeOf: (runId: string) => CodeState;
}

/** Answers which runs have logged a file with the same content. The sizes of files are compared before their hashes. */
export function onnxOriginHandlers(
  dependencies: OriginDependencies,
): Pick<Handlers<{ requests: typeof onnxOriginRequests; events: Record<never, never> }>, "onnx/origins"> {
  const { store, artifactRoot, codeOf } = dependencies;
  return {
    async "onnx/origins"({ bytes, sha256 }, { signal }) {
      const origins = new Map<string, OnnxOrigin>();
      for await (const file of modelFiles(artifactRoot, signal)) {
        const artifact = relative(artifactRoot, file).split(sep).join("/");
        const runId = runOf(store, artifact);
        const run = runId === undefined ? undefined : store.tables.runs.byId(runId);
        if (run === undefined || origins.has(run.run_id)) continue;
        if ((await stat(file)).size !== bytes || (await hashOf(file, signal)) !== sha256) continue;
        origins.set(run.run_id, { runId: run.run_id, name: run.name, commit: codeOf(run.run_id).commit, artifact });
      }
      return { origins: [...origins.values()] };
    },
  };
}

/** A run's own artifact, or one of a model that it has logged. */
function runOf(store: Store, artifact: string): string | undefined {
  const [, first, second, third] = artifact.split("/");
  if (second === "artifacts") return first;
  if (first !== "models" || third !== "artifacts" || second === undefined) return undefined;
  return store.tables.loggedModels.get(second)?.sourceRunId;
}

/** The model files below a folder. Links are not followed. */
async function* modelFiles(folder: string, signal: AbortSignal): AsyncGenerator<string> {
  const entries = await opendir(folder).catch(() => null);
  if (entries === null) return;
  for await (const entry of entries) {
    signal.throwIfAborted();
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* modelFiles(path, signal);
    else if (entry.isFile() && entry.name.toLowerCase().endsWith(".onnx")) yield path;
  }
}

async function hashOf(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(file, { signal })) hash.update(part);
  return hash.digest("hex");
}
