import type { RunQuery, RunSort } from "../../protocol/engineContract.ts";
import { isQuery } from "../../protocol/query/narrowed.ts";
import type { RunSort as StoreSort } from "../../store/runQuery.ts";
import type { RunCondition } from "../../store/runQueryAst.ts";
import type { RunListParams } from "../../store/runSearch.ts";

/** What the query language says, in the store's terms. */
export type ParseQuery = (query: string) => readonly RunCondition[];

/** What a view asks, in the store's terms. */
export function runListQuery(query: RunQuery, parseQuery: ParseQuery): RunListParams {
  return {
    experimentIds: [query.experimentId],
    ...filterOf(query.filter ?? "", parseQuery),
    view: query.lifecycle === "active" ? "ACTIVE_ONLY" : "DELETED_ONLY",
    ...(query.status === undefined ? {} : { statuses: query.status }),
    ...(query.starred === undefined ? {} : { starred: query.starred }),
    ...(query.topLevel === undefined ? {} : { topLevel: query.topLevel }),
    order: [storeSort(query.sort)],
    limit: query.limit,
    offset: query.offset,
  };
}

/** A filter that compares something is a query, any other words of the name. */
export function filterOf(text: string, parseQuery: ParseQuery): Pick<RunListParams, "conditions" | "nameContains"> {
  const filter = text.trim();
  if (isQuery(filter)) return { conditions: parseQuery(filter), nameContains: [] };
  return { conditions: [], nameContains: filter === "" ? [] : filter.split(/\s+/) };
}

/** The metric that runs are sorted by, if any. */
export const sortedMetric = ({ by }: RunSort): string | undefined => keyAfter(by, "metric:");

function storeSort({ by, descending }: RunSort): StoreSort {
  const metric = keyAfter(by, "metric:");
  if (metric !== undefined) return { by: "metric", key: metric, descending };
  const param = keyAfter(by, "param:");
  if (param !== undefined) return { by: "paramValue", key: param, descending };
  switch (by) {
    case "name":
      return { by: "attribute", attribute: "run_name", descending };
    case "status":
      return { by: "attribute", attribute: "status", descending };
    case "duration":
      return { by: "duration", descending };
    default:
      return { by: "attribute", attribute: "start_time", descending };
  }
}

const keyAfter = (text: string, prefix: string): string | undefined =>
  text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
