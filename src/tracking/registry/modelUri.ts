import { invalidParameter } from "../../protocol/errors.ts";

/** What a `models:/…` address means. */
export type ModelUri =
  | { readonly of: "loggedModel"; readonly modelId: string }
  | { readonly of: "version"; readonly name: string; readonly version: number }
  /** The newest version in a stage. */
  | { readonly of: "stage"; readonly name: string; readonly stage: string }
  | { readonly of: "latest"; readonly name: string }
  | { readonly of: "alias"; readonly name: string; readonly alias: string };

/**
 * Reads MLflow's addresses of models: `models:/m-…`, `models:/name/7`, `models:/name/Production`,
 * `models:/name/latest` and `models:/name@alias`.
 * @throws TidemarkError `invalidParameter`
 */
export function parseModelUri(uri: string): ModelUri {
  const path = /^models:\/+(.*)$/.exec(uri)?.[1];
  const [name = "", suffix, ...rest] = path?.split("/") ?? [];
  if (name.trim() === "" || rest.length > 0 || suffix?.trim() === "") throw improper(uri);
  if (suffix !== undefined) {
    if (/^\d+$/.test(suffix)) return { of: "version", name, version: Number(suffix) };
    return suffix.toLowerCase() === "latest" ? { of: "latest", name } : { of: "stage", name, stage: suffix };
  }
  const at = name.lastIndexOf("@");
  if (at < 0) return { of: "loggedModel", modelId: name };
  const alias = name.slice(at + 1);
  if (alias.trim() === "") throw improper(uri);
  return { of: "alias", name: name.slice(0, at), alias };
}

const improper = (uri: string) =>
  invalidParameter(
    `Not a proper models:/ URI: ${uri}. Models URIs must be of the form 'models:/name/suffix' or 'models:/name@alias' ` +
      "where suffix is a version, stage, or the string 'latest' and where alias is a registered model alias. " +
      "Only one of suffix or alias can be defined at a time.",
    { uri },
  );
