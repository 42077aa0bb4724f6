import { execFile } from "node:child_process";
import { rename, rm, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import type { Handlers } from "../../protocol/contract.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import { invalidParameter, notFound, TidemarkError } from "../../protocol/errors.ts";
import type { Optimisation } from "../../protocol/optimiseEntities.ts";
import { type ModelFiles, modelFile } from "./modelFile.ts";
import { optimiseScript } from "./optimiseScript.ts";

const run = promisify(execFile);

/** A large model takes minutes; one that takes longer than this hangs. */
const longest = 15 * 60_000;
const mostOutput = 1_000_000;

const Told = z.union([
  z.object({ tool: z.string(), bytes: z.number() }),
  z.object({ missing: z.string() }),
  z.object({ wrong: z.string() }),
]);

/** Smaller models, made by the Python of the workspace: nothing is installed into it. */
export function optimiseHandlers(files: ModelFiles): Pick<Handlers<EngineContract>, "optimise/model"> {
  return {
    async "optimise/model"({ path, how, replace, ...asked }, { signal, report }) {
      const source = await modelFile(path, files);
      await stat(source).catch(() => {
        throw notFound(`${source} can't be read: there is no such file.`);
      });
      const target = resolve(files.workspace, asked.target ?? targetOf(source, how));
      if (!replace && (await exists(target))) {
        const words = `${basename(target)} is there already: replace it, or name another file.`;
        throw new TidemarkError("conflict", words, { data: { target } });
      }
      const python = asked.python ?? (await pythonOf(files.workspace));
      const draft = `${target}.${process.pid}.draft`;
      report({ step: how === "int8" ? "Quantising the weights" : "Converting to 16 bits" });
      try {
        const { tool, bytes } = await convert(python, how, { source, draft }, signal);
        await rename(draft, target);
        const made = { path: target, bytes: (await stat(target)).size };
        return { original: { path: source, bytes }, made, tool };
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

/** `model.int8.onnx` beside `model.onnx`. */
const targetOf = (source: string, how: Optimisation): string => `${source.replace(/\.onnx$/i, "")}.${how}.onnx`;

async function convert(
  python: string,
  how: Optimisation,
  { source, draft }: { readonly source: string; readonly draft: string },
  signal: AbortSignal,
): Promise<{ readonly tool: string; readonly bytes: number }> {
  const args = ["-c", optimiseScript, how, source, draft];
  const options = { signal, timeout: longest, maxBuffer: mostOutput, windowsHide: true };
  const { stdout } = await run(python, args, options).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new TidemarkError("unavailable", failureWords(python, cause), { cause });
  });
  const told = toldIn(stdout);
  if (told === undefined) {
    throw new TidemarkError("unavailable", `${python} ended without an answer: name a Python that has onnxruntime.`);
  }
  if ("tool" in told) return told;
  if ("missing" in told) {
    throw new TidemarkError(
      "unavailable",
      `${python} has no package "${told.missing}". To make smaller models it needs two: ` +
        `"${python}" -m pip install onnx onnxruntime`,
    );
  }
  const wrong = told.wrong.replaceAll(draft, basename(draft));
  throw invalidParameter(`${basename(source)} can't be converted to ${how}: ${wrong}`);
}

/** The last line; tools print their own before it. */
function toldIn(stdout: string): z.infer<typeof Told> | undefined {
  try {
    return Told.safeParse(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).data;
  } catch {
    return undefined;
  }
}

function failureWords(python: string, cause: unknown): string {
  if (typeof cause !== "object" || cause === null) return `${python} failed: ${cause}`;
  if ("code" in cause && cause.code === "ENOENT")
    return `There is no Python at ${python}: name one that has onnxruntime.`;
  if ("killed" in cause && cause.killed === true) return `${python} took longer than 15 minutes and was ended.`;
  const said = "stderr" in cause && typeof cause.stderr === "string" ? lastLines(cause.stderr) : "";
  return `${python} failed: ${said || cause}`;
}

/** The last lines say what failed, one alone often only where. */
const lastLines = (text: string): string => text.trim().split("\n").slice(-5).join("\n");

/** That of a virtual environment in the workspace, else the one on the path. */
async function pythonOf(workspace: string): Promise<string> {
  const inside = process.platform === "win32" ? join("Scripts", "python.exe") : join("bin", "python");
  for (const folder of [".venv", "venv"]) {
    const python = join(workspace, folder, inside);
    if (await exists(python)) return python;
  }
  return process.platform === "win32" ? "python" : "python3";
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
