import type { ModelVersionSummary, RegisteredModel } from "../../protocol/modelEntities.ts";
import type { VersionId } from "../../protocol/modelRequests.ts";

/** Items of the Models view. Each lives as long as it is shown and keeps its identity while its content changes. */
export interface ModelNode {
  readonly kind: "model";
  readonly id: string;
  model: RegisteredModel;
}

export interface VersionNode {
  readonly kind: "version";
  readonly id: string;
  version: ModelVersionSummary;
}

export const versionSections = ["metrics", "inputs", "outputs", "files"] as const;
export type VersionSection = (typeof versionSections)[number];

export interface VersionSectionNode {
  readonly kind: "versionSection";
  readonly id: string;
  readonly of: VersionId;
  readonly section: VersionSection;
  readonly count: number;
  /** There are more than are counted. */
  readonly cut: boolean;
}

/** The run that a version came from. */
export interface SourceNode {
  readonly kind: "source";
  readonly id: string;
  readonly runId: string;
  readonly name: string;
}

/** A metric, or a column of the signature. */
export interface FactNode {
  readonly kind: "fact";
  readonly id: string;
  readonly section: Exclude<VersionSection, "files">;
  readonly label: string;
  readonly text: string;
  readonly tooltip: string;
}

export interface ModelFileNode {
  readonly kind: "modelFile";
  readonly id: string;
  readonly of: VersionId;
  readonly path: string;
  readonly size: number;
}

/** "Show 200 more…" at the end of a model's versions. */
export interface MoreVersionsNode {
  readonly kind: "moreVersions";
  readonly id: string;
  readonly owner: ModelNode;
  readonly step: number;
  readonly left: number;
}

/** Something to read instead of items. */
export interface ModelTextNode {
  readonly kind: "modelText";
  readonly id: string;
  readonly text: string;
}

export type ModelTreeNode =
  | ModelNode
  | VersionNode
  | VersionSectionNode
  | SourceNode
  | FactNode
  | ModelFileNode
  | MoreVersionsNode
  | ModelTextNode;

/** What a command on models may be called on: an item, a key that was pressed in the view, or a model by its name. */
export type ModelTarget =
  | ModelTreeNode
  | { readonly kind: "selection" }
  | { readonly kind: "named"; readonly name: string; readonly version?: number };
