import type { ArtifactEntry, Experiment, RunStatus, RunSummary } from "../../protocol/entities.ts";

/** Items of the Experiments view. Each lives as long as it is shown and keeps its identity while its content changes. */
export interface ExperimentNode {
  readonly kind: "experiment";
  readonly id: string;
  experiment: Experiment;
}

/** The runs of one status, when they are grouped. */
export interface GroupNode {
  readonly kind: "group";
  readonly id: string;
  readonly experimentId: string;
  readonly status: RunStatus;
  count: number;
}

export interface RunNode {
  readonly kind: "run";
  readonly id: string;
  run: RunSummary;
}

export const sections = ["params", "metrics", "artifacts"] as const;
export type Section = (typeof sections)[number];

export interface SectionNode {
  readonly kind: "section";
  readonly id: string;
  readonly runId: string;
  readonly section: Section;
  readonly count: number | null;
}

/** A parameter or a metric. */
export interface ValueNode {
  readonly kind: "value";
  readonly id: string;
  readonly runId: string;
  readonly section: "params" | "metrics";
  readonly key: string;
  readonly text: string;
  readonly tooltip: string;
}

export interface ArtifactNode {
  readonly kind: "artifact";
  readonly id: string;
  readonly runId: string;
  readonly entry: ArtifactEntry;
}

/** "Show 200 more…" at the end of a list of runs. */
export interface MoreNode {
  readonly kind: "more";
  readonly id: string;
  /** The experiment or group whose list goes on. */
  readonly listId: string;
  readonly step: number;
  readonly left: number;
}

/** Something to read instead of items. */
export interface TextNode {
  readonly kind: "text";
  readonly id: string;
  readonly text: string;
  readonly isError: boolean;
}

export type Node = ExperimentNode | GroupNode | RunNode | SectionNode | ValueNode | ArtifactNode | MoreNode | TextNode;

/** What a command may be called on: an item, or word that a key was pressed in the view. */
export type TreeTarget = Node | { readonly kind: "selection" };
/** A run by its id counts as well, so that pages and links can call commands. */
export type RunTarget = TreeTarget | string;
