/** MLflow's model registry: names for models, with numbered versions. Times are milliseconds since 1970 UTC. */
import type { ModelStage } from "../../store/registryRows.ts";
import type { Page, TagInput } from "../types.ts";

export type { ModelStage };

export interface ModelVersionRecord {
  readonly name: string;
  readonly version: number;
  readonly description: string;
  readonly stage: ModelStage;
  /** What was registered, as the caller named it. */
  readonly source: string;
  /** Where its files are. */
  readonly storageLocation: string;
  /** MLflow's id of the run that made it; empty when unknown. */
  readonly runId: string;
  readonly runLink: string;
  /** MLflow's id of the logged model it is; empty when it is none. */
  readonly modelId: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: readonly TagInput[];
  readonly aliases: readonly string[];
}

export interface RegisteredModelRecord {
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: readonly TagInput[];
  readonly aliases: readonly { readonly alias: string; readonly version: number }[];
  /** The newest version of each stage. */
  readonly latestVersions: readonly ModelVersionRecord[];
}

export interface NewRegisteredModel {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly TagInput[];
}

export interface NewModelVersion {
  readonly name: string;
  /** `runs:/…`, `models:/…`, `mlflow-artifacts:/…`, or an address elsewhere. */
  readonly source: string;
  readonly description: string;
  readonly tags: readonly TagInput[];
  readonly runLink?: string;
  /** What is left out is read from the source; what contradicts it is refused. */
  readonly runId?: string;
  readonly modelId?: string;
}

/** A version that was made elsewhere, as it was there: the source is not questioned. */
export interface ImportedModelVersion extends NewModelVersion {
  readonly version: number;
  readonly stage: ModelStage;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface RegistrySearch {
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly maxResults: number;
  readonly pageToken?: string;
}

/** What a registry client may do with names. */
export interface RegisteredModels {
  create(input: NewRegisteredModel): Promise<RegisteredModelRecord>;
  get(name: string): RegisteredModelRecord;
  rename(name: string, newName: string): Promise<RegisteredModelRecord>;
  describe(name: string, description: string): Promise<RegisteredModelRecord>;
  /** Its versions, tags and aliases go with it; the files of the models stay. */
  delete(name: string): Promise<void>;
  search(query: RegistrySearch): Promise<Page<RegisteredModelRecord>>;
  setTag(name: string, tag: TagInput): Promise<void>;
  /** A tag that is not there is as good as deleted. */
  deleteTag(name: string, key: string): Promise<void>;
  setAlias(name: string, alias: string, version: number): Promise<void>;
  deleteAlias(name: string, alias: string): Promise<void>;
  /** The version that an alias points to; `latest` is the newest of all. */
  getByAlias(name: string, alias: string): ModelVersionRecord;
  /** The newest version of each of these stages; of every stage when none is named. */
  latestVersions(name: string, stages: readonly string[]): readonly ModelVersionRecord[];
}

/** What a registry client may do with versions. */
export interface ModelVersions {
  /** Makes the next version; its number is never one that was used before. */
  create(input: NewModelVersion): Promise<ModelVersionRecord>;
  /** Makes a version with a number, a stage and times of its own. @throws `alreadyExists` when the number is taken */
  import(input: ImportedModelVersion): Promise<ModelVersionRecord>;
  get(name: string, version: number): ModelVersionRecord;
  describe(name: string, version: number, description: string): Promise<ModelVersionRecord>;
  transitionStage(
    name: string,
    version: number,
    to: { readonly stage: string; readonly archiveExisting: boolean },
  ): Promise<ModelVersionRecord>;
  delete(name: string, version: number): Promise<void>;
  search(query: RegistrySearch): Promise<Page<ModelVersionRecord>>;
  setTag(name: string, version: number, tag: TagInput): Promise<void>;
  /** A tag that is not there is as good as deleted. */
  deleteTag(name: string, version: number, key: string): Promise<void>;
}

export interface Registry {
  readonly models: RegisteredModels;
  readonly versions: ModelVersions;
}
