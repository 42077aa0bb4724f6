import { html, type PropertyValues, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { repeat } from "lit/directives/repeat.js";
import type { Caller } from "../../src/protocol/channel.ts";
import type { Result } from "../../src/protocol/contract.ts";
import type { ArtifactEntry } from "../../src/protocol/entities.ts";
import { formatBytes } from "../../src/protocol/format.ts";
import type { RunPageContract } from "../../src/protocol/pageContract.ts";
import { coalesced, nextFrame } from "../kit/coalesced.ts";
import { button } from "../kit/controls.ts";
import { icon } from "../kit/icon.ts";
import { inlineStyle } from "../kit/inlineStyle.ts";
import { data, LightElement } from "../kit/lightElement.ts";
import { emptyState, messageOf } from "../kit/notice.ts";
import { nameOf, type TreeLine, treeKey, treeLines } from "./artifactTree.ts";
import type { RunMemory } from "./runMemory.ts";

type Preview = Result<RunPageContract, "page/previewArtifact">;

/** A run's artifacts: the tree on one side, what is chosen on the other. */
export class ArtifactBrowser extends LightElement {
  static override properties = {
    host: data,
    runId: data,
    version: data,
    memory: data,
    onMemory: data,
    folders: { state: true },
    preview: { state: true },
    failure: { state: true },
  };
  declare host: Caller<RunPageContract>;
  declare runId: string;
  /** Grows when artifacts may have changed. */
  declare version: number;
  declare memory: RunMemory;
  declare onMemory: (change: Partial<RunMemory>) => void;
  declare private folders: ReadonlyMap<string, readonly ArtifactEntry[]> | null;
  declare private preview: { readonly path: string; readonly shown: Preview } | null;
  declare private failure: string | null;

  readonly #load = coalesced({
    task: () => this.#loadNow(),
    schedule: nextFrame,
    onError: (error) => {
      this.failure = messageOf(error);
    },
  });

  constructor() {
    super();
    this.folders = null;
    this.preview = null;
    this.failure = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("runId") || changed.has("version") || opened(changed.get("memory"), this.memory)) this.#load();
  }

  async #loadNow(): Promise<void> {
    const { runId } = this;
    const folders = new Map<string, readonly ArtifactEntry[]>();
    for (const path of ["", ...this.memory.openFolders]) {
      folders.set(path, (await this.host.request("artifacts/list", { runId, path })).entries);
    }
    this.folders = folders;
    const path = this.memory.artifact;
    if (path !== null) this.preview = { path, shown: await this.host.request("page/previewArtifact", { runId, path }) };
    this.failure = null;
  }

  #choose({ entry }: TreeLine): void {
    if (!entry.isDirectory) {
      this.onMemory({ artifact: entry.path });
      return;
    }
    this.#toggle(entry.path);
  }

  #toggle(path: string): void {
    const { openFolders } = this.memory;
    const isOpen = openFolders.includes(path);
    this.onMemory({
      openFolders: isOpen
        ? openFolders.filter((each) => each !== path && !each.startsWith(`${path}/`))
        : [...openFolders, path],
    });
  }

  #onKey(event: KeyboardEvent, lines: readonly TreeLine[]): void {
    const from = event.target instanceof HTMLElement ? (event.target.dataset.path ?? null) : null;
    const move = treeKey(lines, from, event.key);
    if (move === null) return;
    event.preventDefault();
    if ("toggle" in move) this.#toggle(move.toggle);
    else
      [...this.querySelectorAll<HTMLElement>("[data-path]")].find((each) => each.dataset.path === move.focus)?.focus();
  }

  protected override render(): TemplateResult {
    if (this.folders === null) return emptyState(this.failure ?? "Loading…");
    const lines = treeLines(this.folders, new Set(this.memory.openFolders));
    if (lines.length === 0)
      return emptyState("No artifacts.", "A script logs files with mlflow.log_artifact or mlflow.log_figure.");
    const first = lines.some((line) => line.entry.path === this.memory.artifact)
      ? this.memory.artifact
      : lines[0]?.entry.path;
    return html`<div class="artifacts">
      <div class="tree" role="tree" aria-label="Artifacts" data-testid="artifact-tree" @keydown=${(event: KeyboardEvent) => this.#onKey(event, lines)}>
        ${repeat(
          lines,
          (line) => line.entry.path,
          (line) => this.#line(line, line.entry.path === first),
        )}
      </div>
      <div class="preview" data-testid="artifact-preview">
        ${this.failure === null ? null : html`<p class="error-text" role="alert">${this.failure}</p>`} ${this.#renderPreview()}
      </div>
    </div>`;
  }

  #line(line: TreeLine, tabStop: boolean): TemplateResult {
    const { entry, depth, open } = line;
    const chosen = entry.path === this.memory.artifact;
    return html`<button
      type="button"
      class="tree-line ${chosen ? "chosen" : ""}"
      role="treeitem"
      aria-level=${depth + 1}
      aria-selected=${String(chosen)}
      aria-expanded=${ifDefined(entry.isDirectory ? String(open) : undefined)}
      tabindex=${tabStop ? 0 : -1}
      data-path=${entry.path}
      title=${entry.path}
      ${inlineStyle({ "padding-left": `${6 + depth * 14}px` })}
      @click=${() => this.#choose(line)}
    >
      ${icon(entry.isDirectory ? (open ? "chevron-down" : "chevron-right") : "file")}
      <span class="cut">${nameOf(entry.path)}</span>
      ${entry.size === null ? null : html`<span class="muted size">${formatBytes(entry.size)}</span>`}
    </button>`;
  }

  #renderPreview(): TemplateResult {
    const path = this.memory.artifact;
    if (path === null) return emptyState("Choose a file to see it here.");
    const open = button("Open in editor", () => void this.#open(path), {
      secondary: true,
      icon: "go-to-file",
      testId: "open-artifact",
    });
    return html`<div class="preview-head"><span class="cut" title=${path}>${path}</span>${open}</div>
      ${this.preview?.path === path ? previewBody(this.preview.shown, path) : emptyState("Loading…")}`;
  }

  async #open(path: string): Promise<void> {
    try {
      await this.host.request("page/openArtifact", { runId: this.runId, path });
    } catch (error) {
      this.failure = messageOf(error);
    }
  }
}

const opened = (before: RunMemory | undefined, now: RunMemory): boolean =>
  before !== undefined && (before.openFolders !== now.openFolders || before.artifact !== now.artifact);

/** Text is only ever text, and an image only ever an image: neither can act. */
function previewBody(preview: Preview, path: string): TemplateResult {
  switch (preview.kind) {
    case "image":
      return html`<div class="preview-image"><img src=${preview.url} alt=${`Artifact ${nameOf(path)}`} /></div>`;
    case "text":
      return html`${preview.truncated ? html`<p class="muted">Only the beginning is shown.</p>` : null}
        <pre class="preview-text" tabindex="0">${preview.text}</pre>`;
    case "none":
      return emptyState("No preview.", preview.reason);
  }
}

customElements.define("tidemark-artifact-browser", ArtifactBrowser);
