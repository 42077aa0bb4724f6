import { ensureVirtualEnvironment } from "../environment/python.ts";
import { ensureSystemPackages, postgres } from "../environment/systemPackages.ts";
import { inRoot } from "../root.ts";
import { installCodeServer } from "../vscode/installCodeServer.ts";

/** What suites need that takes minutes to fetch once. A suite waits only for its own part. */
export interface Preparation {
  /** Real MLflow clients and servers. */
  readonly interop: Promise<void>;
  /** The real VS Code and the demo's Python. */
  readonly editor: Promise<void>;
}

/** Begins to fetch, one thing after the other, while suites run that need none of it. */
export function prepare(onLine: (line: string) => void): Preparation {
  const interop = (async () => {
    for (const packages of ["mlflow3", "mlflow2", "traces2", "trackers", "flavours"]) {
      const requirements = inRoot("test", "interop", `requirements-${packages}.txt`);
      await ensureVirtualEnvironment(inRoot(".cache", "python", packages), requirements, onLine);
    }
    await ensureSystemPackages([postgres], onLine);
  })();
  const editor = interop
    .catch(() => undefined)
    .then(async () => {
      if (process.env.TIDEMARK_VSCODE !== "desktop") await installCodeServer(onLine);
      const folder = inRoot(".cache", "python", "examples");
      await ensureVirtualEnvironment(folder, inRoot("examples", "requirements.txt"), onLine);
    });
  // Whoever waits for a part hears of its failure; until then nobody does.
  for (const part of [interop, editor]) part.catch(() => undefined);
  return { interop, editor };
}
