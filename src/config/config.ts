import type { EvaluationGate, EvaluationTask, InputColumns } from "../protocol/evaluationEntities.ts";
import type { Check } from "./checks/check.ts";
import type { ColumnType } from "./checks/columnType.ts";
import type { ConfigProblem } from "./problems.ts";
import type { PointInTime } from "./schema/feature.ts";
import type { Reference, Source, Split } from "./schema/source.ts";
import type { Range } from "./text/lines.ts";

/** What a tidemark.yaml declares, as far as it is right. */
export interface Config {
  readonly datasets: readonly Dataset[];
  readonly features: readonly Feature[];
  readonly evaluations: readonly Evaluation[];
}

/** What makes a feature's rows. */
export type Step =
  | { readonly kind: "sql"; readonly sql: string }
  | { readonly kind: "sqlFile"; readonly path: string }
  | ({ readonly kind: "pointInTime" } & PointInTime);

/** A data set that is made from others. */
export interface Feature {
  readonly name: string;
  readonly step: Step;
  /** Path of the result, from the configuration's folder. */
  readonly output: string;
  /** What the result promises. */
  readonly dataset: Dataset;
}

/** A model, rows, and what the model has to reach on them. */
export interface Evaluation {
  readonly name: string;
  /** A path from the configuration's folder, `runs:/…` or `models:/…`. */
  readonly model: string;
  readonly dataset: string;
  readonly part: "train" | "test" | undefined;
  readonly where?: string | undefined;
  readonly task: EvaluationTask;
  readonly label: string;
  readonly labels?: readonly string[] | undefined;
  readonly group?: string | undefined;
  readonly k?: number | undefined;
  readonly pair?: Readonly<Record<string, InputColumns>> | undefined;
  readonly positive?: string | undefined;
  readonly threshold?: number | undefined;
  readonly inputs: Readonly<Record<string, InputColumns>>;
  readonly outputs: { readonly label?: string | undefined; readonly scores?: string | undefined };
  readonly slices: readonly string[];
  readonly baseline?: string | undefined;
  readonly gates: readonly EvaluationGate[];
}

export interface Dataset {
  readonly name: string;
  readonly source: Source;
  /** The columns that tell rows apart; empty when none are declared. */
  readonly keys: readonly string[];
  /** The column that says when a row came to be. */
  readonly time: string | undefined;
  /** The column that a model predicts. */
  readonly label: string | undefined;
  /** The column that holds a model's predictions. */
  readonly prediction: string | undefined;
  readonly split: Split | undefined;
  /** Where files come whose rows are added to it; undefined when none do. */
  readonly watch: Source | undefined;
  /** Scripts whose runs use it: paths and globs from the configuration's folder. */
  readonly usedBy: readonly string[];
  readonly reference: Reference;
  /** In the order of the file. */
  readonly columns: readonly Column[];
  /** Everything to check, implied checks included, each with an id of its own. */
  readonly checks: readonly Check[];
}

export interface Column {
  readonly name: string;
  /** Undefined when it is left to the data. */
  readonly type: ColumnType | undefined;
  /** How dates and times are written, in strptime's words. */
  readonly format: string | undefined;
}

export interface ConfigReading {
  /** Without what is wrong: see `ConfigProblem.path`. */
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
  /** Where each data set, column and check is declared, by its id. */
  readonly places: ReadonlyMap<string, Range>;
}
