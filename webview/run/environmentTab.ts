import { html, type TemplateResult } from "lit";
import type { KeyValue, RunDetail } from "../../src/protocol/entities.ts";
import { filterField } from "../kit/controls.ts";
import { definitions } from "../kit/definitions.ts";
import { matches } from "../kit/metricGroups.ts";
import { emptyState } from "../kit/notice.ts";
import type { RunMemory } from "./runMemory.ts";

interface EnvironmentDeps {
  readonly memory: RunMemory;
  readonly remember: (change: Partial<RunMemory>) => void;
}

/** Tags, and what the client said about where the run ran. */
export function environmentTab({ tags }: RunDetail, { memory, remember }: EnvironmentDeps): TemplateResult {
  const shown = tags.filter(({ key, value }) => !hidden.has(key) && matches(`${key} ${value}`, memory.tagFilter));
  const system = shown.filter(isSystem);
  const own = shown.filter((tag) => !isSystem(tag));
  return html`<div class="toolbar">
      ${filterField("Filter tags", memory.tagFilter, (tagFilter) => remember({ tagFilter }), "tag-filter")}
    </div>
    ${section("Tags", tagList(own))}
    ${section("Environment", tagList(system))}
    ${shown.length === 0 ? emptyState(memory.tagFilter === "" ? "Nothing was recorded." : "No tag matches the filter.") : null}`;
}

/** Shown elsewhere on the page. */
const hidden: ReadonlySet<string> = new Set(["mlflow.note.content", "mlflow.runName"]);
const isSystem = ({ key }: KeyValue): boolean => key.startsWith("mlflow.") || key.startsWith("tidemark.");

const section = (title: string, content: unknown): TemplateResult | null =>
  content === null ? null : html`<section><h3>${title}</h3>${content}</section>`;

const tagList = (tags: readonly KeyValue[]): TemplateResult | null =>
  tags.length === 0
    ? null
    : definitions(tags.map(({ key, value }) => [key, html`<span class="wrap">${value}</span>`] as const));
