import { posix } from "node:path";
import { invalidParameter } from "../protocol/errors.ts";
import type { Batch, DatasetLink, MetricInput, ParamInput, TagInput } from "./types.ts";

/** MLflow's limits, in characters. What is only truncated says so. */
export const limits = {
  key: 250,
  /** Truncated. */
  paramValue: 6000,
  /** Truncated. */
  runTagValue: 8000,
  experimentTagValue: 5000,
  experimentName: 500,
  registryTagValue: 100_000,
  registryAlias: 255,
  datasetName: 500,
  datasetDigest: 36,
  datasetSchema: 1_048_575,
  datasetSource: 65_535,
  datasetProfile: 16_777_215,
  datasetTagKey: 255,
  datasetTagValue: 500,
  batchMetrics: 1000,
  batchParams: 100,
  batchTags: 100,
  batchTotal: 1000,
} as const;

const keyPattern = /^[/\p{L}\p{M}\p{N}_.\- :]*$/u;

/** Checks the key of a metric, parameter or tag; `path` says where in the request it stands. */
export function checkKey(key: string, path: string): void {
  if (!keyPattern.test(key)) {
    throw invalidValue(
      path,
      key,
      "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).",
    );
  }
  const resolved = posix.normalize(key);
  if (
    key === "" ||
    resolved !== key ||
    key === "." ||
    key.startsWith("..") ||
    key.startsWith("/") ||
    key.endsWith("/")
  ) {
    throw invalidValue(
      path,
      key,
      "Names may be treated as files in certain cases, and must not resolve to other names when treated as such. " +
        `This name would resolve to '${resolved.replace(/(?<=.)\/$/, "")}'`,
    );
  }
  checkLength(key, path, limits.key);
}

export function checkLength(text: string, path: string, limit: number): void {
  if (characters(text, limit) > limit)
    throw invalidParameter(`'${path}' exceeds the maximum length of ${limit} characters`);
}

/** The text's beginning, never half a character. */
export function truncated(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return Array.from(text.slice(0, 2 * limit))
    .slice(0, limit)
    .join("");
}

export function checkMetric(metric: MetricInput, path = ""): void {
  checkKey(metric.key, inside(path, "name"));
  checkInteger(metric.step, inside(path, "step"), metric.key);
  checkInteger(metric.time, inside(path, "timestamp"), metric.key);
  if (metric.time < 0) {
    throw invalidValue(
      inside(path, "timestamp"),
      metric.time,
      `metric '${metric.key}' needs milliseconds since 1970, which are not negative.`,
    );
  }
}

/** The parameter as it is recorded. */
export function checkedParam({ key, value }: ParamInput, path = ""): ParamInput {
  checkKey(key, inside(path, "key"));
  return { key, value: truncated(value, limits.paramValue) };
}

/** The tag of a run as it is recorded. */
export function checkedTag({ key, value }: TagInput, path = ""): TagInput {
  checkKey(key, inside(path, "key"));
  return { key, value: truncated(value, limits.runTagValue) };
}

/** The batch as it is recorded. */
export function checkedBatch({ params, metrics, tags }: Batch): Batch {
  checkCount("metrics", metrics.length, limits.batchMetrics);
  checkCount("params", params.length, limits.batchParams);
  checkCount("tags", tags.length, limits.batchTags);
  checkCount("metrics, params, and tags", metrics.length + params.length + tags.length, limits.batchTotal);
  for (const [index, metric] of metrics.entries()) checkMetric(metric, `metrics[${index}]`);
  const batch: Batch = {
    metrics,
    params: params.map((param, index) => checkedParam(param, `params[${index}]`)),
    tags: tags.map((tag, index) => checkedTag(tag, `tags[${index}]`)),
  };
  const repeated = params.map(({ key }) => key).filter((key, index, keys) => keys.indexOf(key) < index);
  if (repeated.length > 0) {
    throw invalidParameter(
      `Duplicate parameter keys have been submitted: [${repeated.map((key) => `'${key}'`).join(", ")}]. ` +
        "Please ensure the request contains only one param value per param key.",
    );
  }
  return batch;
}

export function checkExperimentName(name: string): void {
  if (name === "") throw invalidParameter(`Invalid experiment name: '${name}'`);
  checkLength(name, "name", limits.experimentName);
}

export function checkExperimentTag({ key, value }: TagInput): void {
  checkKey(key, "key");
  checkLength(value, "value", limits.experimentTagValue);
}

export function checkDataset(dataset: DatasetLink): void {
  checkLength(dataset.name, "name", limits.datasetName);
  checkLength(dataset.digest, "digest", limits.datasetDigest);
  checkLength(dataset.source, "source", limits.datasetSource);
  checkLength(dataset.schema ?? "", "schema", limits.datasetSchema);
  checkLength(dataset.profile ?? "", "profile", limits.datasetProfile);
  for (const { key, value } of dataset.tags) {
    checkLength(key, "key", limits.datasetTagKey);
    checkLength(value, "value", limits.datasetTagValue);
  }
}

const inside = (path: string, field: string): string => (path === "" ? field : `${path}.${field}`);

const invalidValue = (path: string, value: unknown, reason: string) =>
  invalidParameter(`Invalid value ${JSON.stringify(value)} for parameter '${path}' supplied: ${reason}`);

/** Counts characters as people do, but only where it matters. */
const characters = (text: string, limit: number): number =>
  text.length <= limit ? text.length : Array.from(text).length;

function checkCount(what: string, count: number, limit: number): void {
  if (count <= limit) return;
  throw invalidParameter(
    `A batch logging request can contain at most ${limit} ${what}. Got ${count} ${what}. ` +
      `Please split up ${what} across multiple requests and try again.`,
  );
}

/** Beyond 2^53 a number would be rounded: better refused than recorded wrong. */
function checkInteger(value: number, path: string, key: string): void {
  if (!Number.isSafeInteger(value)) throw invalidValue(path, value, `metric '${key}' needs an integer below 2^53.`);
}
