/** Below a server's address. */
export const api = "/api/2.0/mlflow";
export const artifactApi = "/api/2.0/mlflow-artifacts/artifacts";
