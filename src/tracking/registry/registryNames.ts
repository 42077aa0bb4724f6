import { posix } from "node:path";
import { invalidParameter } from "../../protocol/errors.ts";
import type { ModelStage } from "../../store/registryRows.ts";
import { checkKey, checkLength, limits } from "../limits.ts";
import type { TagInput } from "../types.ts";

const missingName = (parameter: string) => invalidParameter(`Missing value for required parameter '${parameter}'.`);

/** Checks the name of a registered model; `parameter` says where in the request it stands. */
export function checkModelName(name: string, parameter = "name"): void {
  if (name.trim() === "") throw missingName(parameter);
  if (/[/:]/.test(name)) {
    throw invalidParameter(`Invalid model name '${name}'. Names cannot contain '/' or ':'.`, { name });
  }
  // Without a slash only these two would resolve to another name as a folder.
  if (name === "." || name === "..") {
    throw invalidParameter(
      `Invalid value ${JSON.stringify(name)} for parameter 'name' supplied: Names may be treated as files in certain ` +
        "cases, and must not resolve to other names when treated as such. " +
        `This name would resolve to '${posix.normalize(name)}'`,
      { name },
    );
  }
}

/** Checks a tag of a registered model or of a version. */
export function checkRegistryTag({ key, value }: TagInput): void {
  checkKey(key, "key");
  checkLength(value, "value", limits.registryTagValue);
}

/** Checks an alias as such. */
export function checkAlias(alias: string): void {
  if (alias === "") throw invalidParameter("Registered model alias name cannot be empty.");
  if (!/^[\p{L}\p{M}\p{N}_-]*$/u.test(alias)) {
    throw invalidParameter(
      `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
      { alias },
    );
  }
  checkLength(alias, "Registered model alias name", limits.registryAlias);
}

/** Checks an alias that someone wants to set: those that mean something already are taken. */
export function checkNewAlias(alias: string): void {
  checkAlias(alias);
  if (isLatest(alias)) throw invalidParameter("'latest' alias name (case insensitive) is reserved.", { alias });
  if (/^v\d+$/i.test(alias)) throw invalidParameter(`Version alias name '${alias}' is reserved.`, { alias });
}

/** The alias that every model has: its newest version. */
export const isLatest = (alias: string): boolean => alias.toLowerCase() === "latest";

const stages: readonly ModelStage[] = ["None", "Staging", "Production", "Archived"];

/** The stage that a name in any case means. */
export function canonicalStage(name: string): ModelStage {
  const stage = stages.find((each) => each.toLowerCase() === name.toLowerCase());
  if (stage !== undefined) return stage;
  throw invalidParameter(`Invalid Model Version stage: ${name}. Value must be one of ${stages.join(", ")}.`, {
    stage: name,
  });
}
