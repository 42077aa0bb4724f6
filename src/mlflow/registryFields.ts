import { z } from "zod";
import { invalidParameter } from "../protocol/errors.ts";
import type { RegistrySearch } from "../tracking/registry/registryTypes.ts";
import { int64, queryList, requiredText, text } from "./fields.ts";

/** Requests about one registered model. */
export const oneModel = z.object({ name: requiredText });

/** Requests about one of its versions. */
export const oneVersion = oneModel.extend({ version: requiredText });

/** The tags of a new model or version; what is wrong with one is said by the registry. */
export const newTags = z.array(z.object({ key: z.string().default(""), value: z.string().default("") })).default([]);

/** A version's number travels as text. */
export function versionNumber(version: string): number {
  if (/^\s*[+-]?\d+\s*$/.test(version)) return Number(version);
  throw invalidParameter(`Parameter 'version' must be an integer, got '${version}'.`, { version });
}

/** The fields of a search in the registry. */
export const registrySearch = (pageSize: number) =>
  z.object({
    filter: text.default(""),
    order_by: queryList(z.string()),
    max_results: int64.default(pageSize),
    page_token: text,
  });

export const toSearch = (query: z.output<ReturnType<typeof registrySearch>>): RegistrySearch => ({
  filter: query.filter,
  orderBy: query.order_by,
  maxResults: query.max_results,
  ...(query.page_token ? { pageToken: query.page_token } : {}),
});
