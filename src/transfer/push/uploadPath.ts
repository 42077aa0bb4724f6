import { artifactApi } from "./endpoints.ts";

/**
 * Where below a server's address the files of `artifactUri` are uploaded, without a closing slash; null when the server
 * does not take them itself, but leaves them to a storage that only its own clients reach.
 */
export function uploadPath(serverUrl: string, artifactUri: string): string | null {
  const server = new URL(serverUrl);
  const parts = /^mlflow-artifacts:(?:\/\/([^/]*))?\/*(.*)$/.exec(artifactUri);
  if (parts !== null) {
    const [, host = "", path = ""] = parts;
    return host === "" || host === server.host ? `${artifactApi}/${encoded(path)}` : null;
  }
  const root = `${serverUrl}${artifactApi}/`;
  return artifactUri.startsWith(root) ? `${artifactApi}/${encoded(artifactUri.slice(root.length))}` : null;
}

/** A path in an address, whatever its names hold. */
export const encoded = (path: string): string => path.replace(/\/+$/, "").split("/").map(encodeURIComponent).join("/");
