/** A query for runs as it is meant: every name has its kind, and every comparison its type. */

/**
 * Which of a metric's values: `best` is the smallest or largest, by the metric's goal; `mean` is that of so many last values,
 * or of as many as there are.
 */
export type MetricTake =
  | ("last" | "first" | "min" | "max" | "best" | "count")
  | { readonly at: number }
  | { readonly mean: number };

export type TextAttribute = "run_id" | "run_name" | "status" | "user_id" | "artifact_uri";
export type TimeAttribute = "start_time" | "end_time";

/** A number of each run; a run may lack it. */
export type NumberOperand =
  | { readonly of: "number"; readonly value: number }
  | { readonly of: "metric"; readonly key: string; readonly take: MetricTake; readonly place: Place }
  /** Of a text that is a number. */
  | { readonly of: "param" | "tag"; readonly key: string }
  /** Milliseconds since 1970. */
  | { readonly of: "time"; readonly attribute: TimeAttribute }
  /** In seconds; of a run that goes on, until it last sent anything. */
  | { readonly of: "duration" }
  | {
      readonly of: "arithmetic";
      readonly operator: "+" | "-" | "*" | "/";
      readonly left: NumberOperand;
      readonly right: NumberOperand;
    };

/** A text of each run; a run may lack it, and has as many as it has data sets. */
export type TextOperand =
  | { readonly of: "param" | "tag"; readonly key: string }
  | { readonly of: "text"; readonly attribute: TextAttribute }
  | { readonly of: "dataset"; readonly attribute: "name" | "digest" | "context" };

export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** What holds for a run or doesn't. A comparison with what a run lacks doesn't hold, whichever it is. */
export type Query =
  | { readonly kind: "and" | "or"; readonly parts: readonly Query[] }
  | { readonly kind: "not"; readonly part: Query }
  | {
      readonly kind: "compare";
      readonly comparator: Comparator;
      readonly left: NumberOperand;
      readonly right: NumberOperand;
    }
  | {
      readonly kind: "between";
      readonly isNegated: boolean;
      readonly value: NumberOperand;
      readonly low: NumberOperand;
      readonly high: NumberOperand;
    }
  | {
      readonly kind: "oneOf";
      readonly isNegated: boolean;
      readonly value: NumberOperand;
      readonly values: readonly number[];
    }
  | {
      readonly kind: "text";
      readonly subject: TextOperand;
      readonly test:
        | { readonly comparator: "=" | "!=" | "LIKE" | "ILIKE"; readonly value: string }
        | { readonly comparator: "IN" | "NOT IN"; readonly values: readonly string[] };
    }
  | { readonly kind: "missing"; readonly isNegated: boolean; readonly subject: NumberOperand | TextOperand };

/** From one character of the query's text to before another. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a query's text, where, and what would be right. */
export class QueryFault extends Error {
  readonly place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.name = "QueryFault";
    this.place = place;
  }
}
