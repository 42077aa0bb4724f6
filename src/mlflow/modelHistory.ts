import { z } from "zod";
import { invalidParameter } from "../protocol/errors.ts";

/** Under which MLflow 2 keeps the list of the models that a run logged. */
export const modelHistoryTag = "mlflow.log-model.history";

/** Longer tags would be cut off, and a list that is cut off is none. */
const tagLimit = 8000;

const flavors = z.record(z.string(), z.unknown());

const LoggedModelEntry = z.object({
  run_id: z.string(),
  artifact_path: z.string(),
  utc_time_created: z.string(),
  model_uuid: z.string().optional(),
  flavors,
});
type LoggedModelEntry = z.infer<typeof LoggedModelEntry>;

const mandatory = ["artifact_path", "flavors", "run_id", "utc_time_created"] as const;

/** The tag's new value when a run that says `previous` has logged another model; the oldest make room when it grows too long. */
export function modelHistoryWith(previous: string | undefined, modelJson: string): string {
  let entries = [...readHistory(previous), readModel(modelJson)];
  while (entries.length > 1 && JSON.stringify(entries).length > tagLimit) entries = entries.slice(1);
  const text = JSON.stringify(entries);
  return text.length <= tagLimit ? text : JSON.stringify(entries.map(withoutFlavorDetails));
}

function readHistory(text: string | undefined): readonly LoggedModelEntry[] {
  if (text === undefined) return [];
  const history = z.array(LoggedModelEntry).safeParse(parse(text));
  return history.success ? history.data : [];
}

function readModel(text: string): LoggedModelEntry {
  const model = parse(text);
  if (typeof model !== "object" || model === null) {
    throw invalidParameter(`Malformed model info. \n ${text.slice(0, 500)} \n is not a valid JSON.`);
  }
  const missing = mandatory.filter((key) => !(key in model));
  if (missing.length > 0) {
    throw invalidParameter(`Model json is missing mandatory fields: {${missing.map((key) => `'${key}'`).join(", ")}}`);
  }
  const entry = LoggedModelEntry.safeParse(model);
  if (!entry.success) throw invalidParameter(`Malformed model info: ${entry.error.issues[0]?.message}`);
  return { ...entry.data, flavors: withoutConfigs(entry.data.flavors) };
}

/** A flavor's `config` may hold secrets and is long; MLflow leaves it out too. */
const withoutConfigs = (all: z.infer<typeof flavors>): z.infer<typeof flavors> =>
  Object.fromEntries(
    Object.entries(all).map(([name, details]) => {
      if (typeof details !== "object" || details === null) return [name, details];
      return [name, Object.fromEntries(Object.entries(details).filter(([key]) => key !== "config"))];
    }),
  );

const withoutFlavorDetails = (entry: LoggedModelEntry): LoggedModelEntry => ({
  ...entry,
  flavors: Object.fromEntries(Object.keys(entry.flavors).map((name) => [name, {}])),
});

/** Undefined for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
