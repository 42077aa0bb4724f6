import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { digestsBelow } from "./digestsBelow.ts";
import type { Json } from "./engineProcess.ts";
import type { Server } from "./pythonClients.ts";

/** Everything about tracking and models that a server answers over MLflow's wire, in a form that two servers share. */
export async function wireState(server: Server, { loggedModels }: { readonly loggedModels: boolean }): Promise<Json> {
  const authorization = { authorization: `Bearer ${server.token}`, "content-type": "application/json" };
  const fetchOk = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(server.url + path, { ...init, headers: authorization });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const api = "/api/2.0/mlflow";
  const get = async (path: string, query: Record<string, string>): Promise<Json> =>
    (await fetchOk(`${path}?${new URLSearchParams(query)}`)).json();
  const post = async (path: string, body: unknown): Promise<Json> =>
    (await fetchOk(`${api}/${path}`, { method: "POST", body: JSON.stringify(body) })).json();

  const files = async (root: string, folder = ""): Promise<Record<string, string>> => {
    const proxy = "/api/2.0/mlflow-artifacts/artifacts";
    const { files: entries = [] } = await get(proxy, { path: `${root}${folder}` });
    const found: Record<string, string> = {};
    for (const { path, is_dir } of entries) {
      const name = `${folder}/${path}`;
      if (is_dir) Object.assign(found, await files(root, name));
      else {
        const address = `${root}${name}`.split("/").map(encodeURIComponent).join("/");
        const content = await (await fetchOk(`${proxy}/${address}`)).bytes();
        found[name] = createHash("sha256").update(content).digest("hex");
      }
    }
    return found;
  };
  const filesAt = (uri: string) =>
    uri.startsWith("mlflow-artifacts:")
      ? files(uri.replace(/^mlflow-artifacts:(\/\/[^/]*)?\/+/, ""))
      : digestsBelow(resolve(server.workspace, uri.replace(/^file:(\/\/)?/, "")));

  const history = async (run: string, key: string): Promise<readonly string[]> => {
    const points: string[] = [];
    let token = "";
    do {
      const query = { run_id: run, metric_key: key, ...(token === "" ? {} : { page_token: token }) };
      const page = await get(`${api}/metrics/get-history`, query);
      for (const { step, timestamp, value } of page.metrics) {
        points.push(`${Number(step ?? 0)} ${Number(timestamp)} ${trueInfinity(value)}`);
      }
      token = page.next_page_token ?? "";
    } while (token !== "");
    // MLflow's files may hold the very same point twice.
    return [...new Set(points)].sort();
  };

  const runState = async ({ info, data, inputs, outputs }: Json): Promise<Json> => {
    const metrics = data.metrics ?? [];
    const histories = await Promise.all(metrics.map(async ({ key }: Json) => [key, await history(info.run_id, key)]));
    return {
      name: info.run_name,
      user: info.user_id,
      status: info.status,
      lifecycle: info.lifecycle_stage,
      times: [Number(info.start_time), Number(info.end_time)],
      params: pairs(data.params),
      tags: pairs(data.tags),
      latest: Object.fromEntries(
        metrics.map(({ key, value, step }: Json) => [key, [trueInfinity(value), Number(step)]]),
      ),
      histories: Object.fromEntries(histories),
      files: await filesAt(info.artifact_uri),
      datasets: (inputs?.dataset_inputs ?? []).map(({ dataset, tags }: Json) => ({ ...dataset, tags: pairs(tags) })),
      outputs: (outputs?.model_outputs ?? []).map((each: Json) => [each.model_id, Number(each.step ?? 0)]),
    };
  };

  const modelState = async ({ info, data }: Json): Promise<Json> => ({
    name: info.name,
    type: info.model_type ?? "",
    status: info.status,
    run: info.source_run_id,
    created: Number(info.creation_timestamp_ms),
    params: pairs(data?.params),
    tags: pairs(info.tags),
    metrics: (data?.metrics ?? [])
      .map((each: Json) => `${each.key} ${Number(each.step)} ${Number(each.timestamp)} ${each.value} ${each.run_id}`)
      .sort(),
    files: await filesAt(info.artifact_uri),
  });

  const experimentState = async (experiment: Json): Promise<Json> => {
    const ids = [experiment.experiment_id];
    const { runs = [] } = await post("runs/search", { experiment_ids: ids, run_view_type: "ALL" });
    const { models = [] } = loggedModels ? await post("logged-models/search", { experiment_ids: ids }) : {};
    return {
      lifecycle: experiment.lifecycle_stage,
      tags: pairs(experiment.tags),
      runs: await byKey(runs, (run) => run.info.run_id, runState),
      models: await byKey(models, (model) => model.info.model_id, modelState),
    };
  };

  const registered = async (filter: Readonly<Record<string, string>>): Promise<Json> => {
    const { registered_models: models = [] } = await get(`${api}/registered-models/search`, filter);
    const { model_versions: versions = [] } = await get(`${api}/model-versions/search`, filter);
    return {
      models: await byKey(
        models,
        ({ name }) => name,
        async (model) => ({
          description: model.description ?? "",
          tags: pairs(model.tags),
          aliases: Object.fromEntries((model.aliases ?? []).map((each: Json) => [each.alias, String(each.version)])),
        }),
      ),
      versions: await byKey(
        versions,
        ({ name, version }) => `${name} ${version}`,
        async (version) => ({
          description: version.description ?? "",
          run: version.run_id ?? "",
          model: version.model_id ?? "",
          stage: version.current_stage ?? "None",
          created: Number(version.creation_timestamp),
          tags: pairs(version.tags),
        }),
      ),
    };
  };

  const { experiments } = await post("experiments/search", { view_type: "ALL", max_results: 100 });
  return {
    experiments: await byKey(experiments, ({ name }) => name, experimentState),
    models: await registered({}),
    prompts: await registered({ filter: "tags.`mlflow.prompt.is_prompt` = 'true'" }),
  };
}

const pairs = (list: Json): Json => Object.fromEntries((list ?? []).map(({ key, value }: Json) => [key, value ?? ""]));

/** MLflow's databases give the largest number for an infinity. */
const trueInfinity = (value: Json): string =>
  Math.abs(value) === Number.MAX_VALUE ? `${value > 0 ? "" : "-"}Infinity` : String(value);

async function byKey(list: Json[], key: (item: Json) => string, state: (item: Json) => Promise<Json>): Promise<Json> {
  const entries: [string, Json][] = [];
  for (const item of list) entries.push([key(item), await state(item)]);
  return Object.fromEntries(entries);
}
