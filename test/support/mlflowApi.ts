/** Where an engine serves MLflow's clients. */
export interface Served {
  readonly url: string;
  readonly token: string;
}

/** MLflow's REST interface, as its clients use it. */
export function mlflowApi({ url, token }: Served) {
  const headers = { authorization: `Bearer ${token}` };
  /** @param path behind `/api/2.0/` */
  const send = async (path: string, request: RequestInit): Promise<Response> => {
    const answer = await fetch(`${url}/api/2.0/${path}`, { ...request, headers: { ...request.headers, ...headers } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  /** @param path behind `/api/2.0/mlflow/` */
  const ask = async (path: string, body: unknown) => {
    const json = { "content-type": "application/json" };
    return await (await send(`mlflow/${path}`, { method: "POST", headers: json, body: JSON.stringify(body) })).json();
  };
  return { send, ask };
}
