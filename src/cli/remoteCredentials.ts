import type { Credentials, RemoteServer } from "../protocol/remote.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The credentials that the environment holds for a server: `TIDEMARK_REMOTE_TOKEN`, or `TIDEMARK_REMOTE_USERNAME` and
 * `…_PASSWORD`; else MLflow's own variables, but only when `MLFLOW_TRACKING_URI` names that server or nothing: in a
 * terminal of ours they hold the token of the workspace's engine, which is nobody else's business.
 */
export function remoteCredentials(environment: Environment, url: string): Credentials | undefined {
  return (
    named(environment, "TIDEMARK_REMOTE") ??
    (isMeant(environment, url) ? named(environment, "MLFLOW_TRACKING") : undefined)
  );
}

/** A server with what the environment holds for it. */
export function remoteOf(environment: Environment, url: string): RemoteServer {
  const credentials = remoteCredentials(environment, url);
  return credentials === undefined ? { url } : { url, credentials };
}

/** What to do when a server answers that it wants credentials. */
export const credentialsWanted =
  "The server wants credentials: set TIDEMARK_REMOTE_TOKEN, or TIDEMARK_REMOTE_USERNAME and TIDEMARK_REMOTE_PASSWORD.";

function named(environment: Environment, prefix: string): Credentials | undefined {
  const username = environment[`${prefix}_USERNAME`];
  const password = environment[`${prefix}_PASSWORD`];
  const token = environment[`${prefix}_TOKEN`];
  // MLflow's client prefers a user name, too, when both are set.
  if (username && password) return { username, password };
  return token ? { token } : undefined;
}

function isMeant(environment: Environment, url: string): boolean {
  const uri = environment.MLFLOW_TRACKING_URI?.trim() ?? "";
  if (uri === "") return environment.TIDEMARK_NODE === undefined;
  const [tracking, target] = [URL.parse(uri), URL.parse(url)];
  return tracking !== null && target !== null && tracking.origin === target.origin;
}
