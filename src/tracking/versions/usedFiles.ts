import { dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";

const Source = z.object({ uri: z.string() });

/**
 * Where the file or folder may be that a run logged as a data set's source: several places when the path is relative, for it is
 * not known from which folder the script ran. None when the source isn't local.
 * @param script the run's tag `mlflow.source.name`
 */
export function usedPaths(source: string, workspace: string, script: string | null): readonly string[] {
  const uri = uriOf(source);
  if (uri === undefined) return [];
  if (uri.startsWith("file:")) {
    try {
      return [fileURLToPath(uri)];
    } catch {
      return [];
    }
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(uri)) return [];
  if (isAbsolute(uri)) return [uri];
  const beside = script !== null && isAbsolute(script) ? [join(dirname(script), uri)] : [];
  return [join(workspace, uri), ...beside];
}

function uriOf(source: string): string | undefined {
  try {
    const { data } = Source.safeParse(JSON.parse(source));
    return data?.uri === "" ? undefined : data?.uri;
  } catch {
    return undefined;
  }
}
