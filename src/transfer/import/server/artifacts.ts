import { pathOfUri } from "../../../tracking/artifactPath.ts";
import type { ForeignArtifact } from "../foreign.ts";
import type { AskServer } from "./askServer.ts";

const proxy = "/api/2.0/mlflow-artifacts/artifacts";

/** How to ask a server for files: what is in a folder, by paths that count from the root, and where a file is. */
interface Shelf {
  list(
    folder: string,
  ): Promise<readonly { readonly path: string; readonly isFolder: boolean; readonly size: number }[]>;
  url(path: string): string;
}

/** A run's artifacts: from the server's own store, or from wherever the server reads them. */
export function runArtifacts(server: AskServer, run: string, uri: string): AsyncGenerator<ForeignArtifact> {
  const root = pathOfUri(uri);
  const elsewhere: Shelf = {
    list: (path) => server.files("/api/2.0/mlflow/artifacts/list", { run_id: run, ...(path === "" ? {} : { path }) }),
    url: (path) => `/get-artifact?${new URLSearchParams({ path, run_uuid: run })}`,
  };
  return filesOf(root === undefined ? elsewhere : ownStore(server, root), { run });
}

/** A logged model's files, likewise. */
export function modelArtifacts(server: AskServer, model: string, uri: string): AsyncGenerator<ForeignArtifact> {
  const root = pathOfUri(uri);
  const place = `mlflow/logged-models/${encodeURIComponent(model)}/artifacts`;
  const elsewhere: Shelf = {
    list: (path) => server.files(`/api/2.0/${place}/directories`, path === "" ? {} : { artifact_directory_path: path }),
    // Only the server's own pages ask for these, so MLflow has no other path for them.
    url: (path) => `/ajax-api/2.0/${place}/files?${new URLSearchParams({ artifact_file_path: path })}`,
  };
  return filesOf(root === undefined ? elsewhere : ownStore(server, root), { model });
}

/** Its listing gives names alone. */
function ownStore(server: AskServer, root: string): Shelf {
  return {
    async list(folder) {
      const files = await server.files(proxy, { path: folder === "" ? root : `${root}/${folder}` });
      return files.map((file) => ({ ...file, path: folder === "" ? file.path : `${folder}/${file.path}` }));
    },
    url: (path) => `${proxy}/${`${root}/${path}`.split("/").map(encodeURIComponent).join("/")}`,
  };
}

async function* filesOf(shelf: Shelf, of: ForeignArtifact["of"]): AsyncGenerator<ForeignArtifact> {
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { path, isFolder, size } of await shelf.list(folder)) {
      if (isFolder) folders.push(path);
      else yield { kind: "artifact", of, path, from: { url: shelf.url(path), size } };
    }
  }
}
