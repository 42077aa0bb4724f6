import type { Changed } from "../../protocol/engineContract.ts";
import type { ModelVersionDetail, ModelVersionSummary, RegisteredModel } from "../../protocol/modelEntities.ts";
import type { VersionId } from "../../protocol/modelRequests.ts";
import type { Ask } from "../experiments/experimentsModel.ts";
import type { ModelNode, ModelTreeNode, VersionNode } from "./modelNodes.ts";
import { sectionContent, versionContent } from "./versionContent.ts";

/** Versions of a model that are shown at first, and with each "Show more". */
const pageSize = 100;
/** The engine's limit for one answer. */
const largestPage = 1000;

/** What the Models view shows, without the editor: asks the engine for what is opened and keeps items' identities. */
export class ModelsModel {
  readonly #ask: Ask;
  readonly #models = new Map<string, ModelNode>();
  readonly #versions = new Map<string, VersionNode>();
  readonly #details = new Map<string, Promise<ModelVersionDetail>>();
  /** How many versions of a model are wanted. */
  readonly #wanted = new Map<string, number>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async roots(): Promise<readonly ModelNode[]> {
    const { models } = await this.#ask("models/list", {});
    return models.map((model) => this.#modelNode(model));
  }

  async children(node: ModelTreeNode): Promise<readonly ModelTreeNode[]> {
    switch (node.kind) {
      case "model":
        return this.#versionsOf(node);
      case "version":
        return versionContent(await this.detail(node.version));
      case "versionSection":
        return sectionContent(await this.detail(node.of), node.section);
      default:
        return [];
    }
  }

  /** A version with everything; asked once until something changes. */
  detail({ name, version }: VersionId): Promise<ModelVersionDetail> {
    const id = versionNodeId({ name, version });
    const known = this.#details.get(id);
    if (known !== undefined) return known;
    const asked = this.#ask("models/version", { name, version });
    this.#details.set(id, asked);
    // What failed is asked again the next time.
    asked.catch(() => this.#details.delete(id));
    return asked;
  }

  /** Makes a model's list of versions longer. */
  showMore(model: ModelNode): void {
    this.#wanted.set(model.id, (this.#wanted.get(model.id) ?? pageSize) + pageSize);
  }

  /** Forgets what was read. */
  invalidate(): void {
    this.#details.clear();
  }

  /** Whether a change touches what is shown: a model or version, or a run that one came from. */
  concerns(change: Changed): boolean {
    if (change.models) return true;
    const runs = new Set(change.runs.map(({ id }) => id));
    return [...this.#versions.values()].some(({ version }) => version.runId !== null && runs.has(version.runId));
  }

  async #versionsOf(node: ModelNode): Promise<readonly ModelTreeNode[]> {
    const { name } = node.model;
    const { versions, total } = await this.#read(name, this.#wanted.get(node.id) ?? pageSize);
    if (total === 0) return [{ kind: "modelText", id: `text:${node.id}`, text: "No versions" }];
    const nodes: ModelTreeNode[] = versions.map((version) => this.#versionNode(version));
    const left = total - versions.length;
    const step = Math.min(left, pageSize);
    if (left > 0) nodes.push({ kind: "moreVersions", id: `more:${node.id}`, owner: node, step, left });
    return nodes;
  }

  async #read(name: string, wanted: number): Promise<{ versions: readonly ModelVersionSummary[]; total: number }> {
    const versions: ModelVersionSummary[] = [];
    for (;;) {
      const limit = Math.min(largestPage, wanted - versions.length);
      const answer = await this.#ask("models/versions", { name, offset: versions.length, limit });
      versions.push(...answer.versions);
      const ended = answer.versions.length === 0 || versions.length >= Math.min(wanted, answer.total);
      if (ended) return { versions, total: answer.total };
    }
  }

  #modelNode(model: RegisteredModel): ModelNode {
    const id = `model:${model.name}`;
    const known = this.#models.get(id);
    if (known !== undefined) {
      known.model = model;
      return known;
    }
    const node: ModelNode = { kind: "model", id, model };
    this.#models.set(id, node);
    return node;
  }

  #versionNode(version: ModelVersionSummary): VersionNode {
    const id = versionNodeId(version);
    const known = this.#versions.get(id);
    if (known !== undefined) {
      known.version = version;
      return known;
    }
    const node: VersionNode = { kind: "version", id, version };
    this.#versions.set(id, node);
    return node;
  }
}

const versionNodeId = ({ name, version }: VersionId): string => `version:${name}/${version}`;
