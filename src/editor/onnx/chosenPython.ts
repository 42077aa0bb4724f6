import { extensions, Uri } from "vscode";

/** The Python that is chosen in Microsoft's Python extension; undefined without it. Nothing is started to find out. */
export async function chosenPython(file: string): Promise<string | undefined> {
  const python = extensions.getExtension<unknown>("ms-python.python");
  if (python === undefined || !python.isActive) return undefined;
  // What another extension does wrong is no reason to make no model.
  return await pythonOf(python.exports, file).catch(() => undefined);
}

/** Reads its public interface, which has a path for what is chosen for a file. */
async function pythonOf(exported: unknown, file: string): Promise<string | undefined> {
  const environments = field(exported, "environments");
  const active = field(environments, "getActiveEnvironmentPath");
  const resolve = field(environments, "resolveEnvironment");
  if (typeof active !== "function" || typeof resolve !== "function") return undefined;
  // The path may be an environment's folder; resolved, it has the program.
  const resolved: unknown = await resolve.call(environments, active.call(environments, Uri.file(file)));
  const program = field(field(field(resolved, "executable"), "uri"), "fsPath");
  return typeof program === "string" ? program : undefined;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
