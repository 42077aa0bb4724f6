import { html, type TemplateResult } from "lit";
import type { DatasetInput, KeyValue, RunDetail } from "../../src/protocol/entities.ts";
import { filterField } from "../kit/controls.ts";
import { definitions } from "../kit/definitions.ts";
import { matches } from "../kit/metricGroups.ts";
import { emptyState } from "../kit/notice.ts";
import type { RunMemory } from "./runMemory.ts";

interface EnvironmentDeps {
  readonly memory: RunMemory;
  readonly remember: (change: Partial<RunMemory>) => void;
}

/** Data sets, tags, and what the client said about where the run ran. */
export function environmentTab({ tags, datasets }: RunDetail, { memory, remember }: EnvironmentDeps): TemplateResult {
  const shown = tags.filter(({ key, value }) => !hidden.has(key) && matches(`${key} ${value}`, memory.tagFilter));
  const system = shown.filter(isSystem);
  const own = shown.filter((tag) => !isSystem(tag));
  return html`<div class="toolbar">
      ${filterField("Filter tags", memory.tagFilter, (tagFilter) => remember({ tagFilter }), "tag-filter")}
    </div>
    ${section("Data sets", datasets.length === 0 ? null : datasets.map(dataset))} ${section("Tags", tagList(own))}
    ${section("Environment", tagList(system))}
    ${datasets.length === 0 && shown.length === 0 ? emptyState(memory.tagFilter === "" ? "Nothing was recorded." : "No tag matches the filter.") : null}`;
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

function dataset({ name, digest, context, sourceType, source, schema, profile }: DatasetInput): TemplateResult {
  return html`<details class="dataset" data-testid="dataset">
    <summary><span class="strong cut">${name}</span> <code>${digest}</code> ${context === null ? null : html`<span class="count">${context}</span>`}</summary>
    ${definitions([
      ["Source", html`<span class="wrap">${source}</span>`],
      ["Kind", sourceType],
      ...(schema === null ? [] : [["Schema", html`<pre class="wrap">${indented(schema)}</pre>`] as const]),
      ...(profile === null ? [] : [["Profile", html`<pre class="wrap">${indented(profile)}</pre>`] as const]),
    ])}
  </details>`;
}

/** JSON reads better with line breaks; what is not JSON stays as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
