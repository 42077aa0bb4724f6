/**
 * Searches for runs and experiments, as data: what MLflow's search language (or a view of the editor) asks,
 * checked, with aliases resolved. A condition on a key that is missing matches nothing, `!=` and `NOT IN` included.
 */

import type { Query } from "../protocol/query/ast.ts";

export type NumberComparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type TextTest =
  | { readonly comparator: "=" | "!=" | "LIKE" | "ILIKE"; readonly value: string }
  | { readonly comparator: "IN" | "NOT IN"; readonly values: readonly string[] };

export interface NumberTest {
  readonly comparator: NumberComparator;
  readonly value: number;
}

export interface PresenceTest {
  readonly comparator: "IS NULL" | "IS NOT NULL";
}

export type RunTextAttribute = "run_id" | "run_name" | "status" | "user_id" | "artifact_uri";
export type RunTimeAttribute = "start_time" | "end_time";

export type RunCondition =
  | { readonly of: "metric"; readonly key: string; readonly test: NumberTest }
  | { readonly of: "param" | "tag"; readonly key: string; readonly test: TextTest | PresenceTest }
  | { readonly of: "text"; readonly attribute: RunTextAttribute; readonly test: TextTest }
  | { readonly of: "time"; readonly attribute: RunTimeAttribute; readonly test: NumberTest }
  /** Holds when it does for one of the run's data sets. */
  | { readonly of: "dataset"; readonly attribute: "name" | "digest" | "context"; readonly test: TextTest }
  /** What MLflow's language can't say. No metric in it is asked for its best: that is its smallest or largest. */
  | { readonly of: "query"; readonly query: Query };

/** Runs without the key come last, NaN before them, ascending or not. */
export type RunOrder = { readonly descending: boolean } & (
  | { readonly by: "metric" | "param" | "tag"; readonly key: string }
  | { readonly by: "attribute"; readonly attribute: RunTextAttribute | RunTimeAttribute }
);

export type ExperimentCondition =
  | { readonly of: "name"; readonly test: TextTest }
  | { readonly of: "id"; readonly test: TextTest }
  | { readonly of: "time"; readonly attribute: "creation_time" | "last_update_time"; readonly test: NumberTest }
  | { readonly of: "tag"; readonly key: string; readonly test: TextTest | PresenceTest };

export interface ExperimentOrder {
  readonly by: "name" | "experiment_id" | "creation_time" | "last_update_time";
  readonly descending: boolean;
}
