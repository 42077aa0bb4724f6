import { html, type TemplateResult } from "lit";
import type { KeyValue, MetricGoal } from "../../src/protocol/entities.ts";
import { fromMetricValue } from "../../src/protocol/entities.ts";
import { formatBytes, formatNumber } from "../../src/protocol/format.ts";
import { loadLines } from "../../src/protocol/modelAddress.ts";
import type { ModelFiles, ModelMetric, ModelVersionDetail } from "../../src/protocol/modelEntities.ts";
import { button, select } from "../kit/controls.ts";
import { dataTable } from "../kit/dataTable.ts";
import { definitions } from "../kit/definitions.ts";
import { goalButton } from "../kit/goalButton.ts";
import { icon } from "../kit/icon.ts";
import { emptyState } from "../kit/notice.ts";
import { pairColumns } from "../kit/pairColumns.ts";
import type { ModelMemory } from "./modelMemory.ts";

export interface SectionDeps {
  readonly memory: ModelMemory;
  readonly remember: (change: Partial<ModelMemory>) => void;
  readonly copy: (text: string) => void;
}

/** A titled part of the page. */
const section = (title: string, content: unknown, aside: unknown = null): TemplateResult =>
  html`<section class="part"><h2>${title} ${aside}</h2>${content}</section>`;

/** The line of Python that loads the version, to copy. */
export function loadSection(detail: ModelVersionDetail, { memory, remember, copy }: SectionDeps): TemplateResult {
  const lines = loadLines(detail.version, detail.files.description);
  const chosen = lines[memory.loadLine] ?? lines[0];
  if (chosen === undefined) return section("Load it", emptyState("No flavor of this model can be loaded by MLflow."));
  const choices = lines.map(({ line, address }, index) => ({
    value: String(index),
    label: `${address.replace("models:/", "")} · ${line.slice(0, line.indexOf(".load_model"))}`,
  }));
  return section(
    "Load it",
    html`<div class="load-line">
      <pre class="wrap" data-testid="load-line" tabindex="0">${chosen.line}</pre>
      ${
        lines.length < 2
          ? null
          : select(
              "Which way",
              String(lines.indexOf(chosen)),
              choices,
              (index) => remember({ loadLine: Number(index) }),
              "load-ways",
            )
      }
      ${button("Copy", () => copy(chosen.line), { icon: "copy", secondary: true, testId: "copy-load-line", title: "Copy the line" })}
    </div>`,
    html`<span class="muted part-note">${chosen.loads}</span>`,
  );
}

/** The version's metrics, and whose they are. */
export function metricsSection(
  detail: ModelVersionDetail,
  { memory, remember }: SectionDeps,
  setGoal: (key: string, goal: MetricGoal) => void,
): TemplateResult {
  const { metrics, metricsOf } = detail;
  if (metrics.length === 0)
    return section("Metrics", html`<p class="muted">Neither the model nor its run logged any.</p>`);
  const onData = metrics.some(({ dataset }) => dataset !== null);
  return section(
    "Metrics",
    dataTable<ModelMetric>({
      caption: "Metrics",
      columns: [
        {
          id: "key",
          label: "Metric",
          cell: ({ key }) => html`<span class="cut">${key}</span>`,
          cellTitle: ({ key }) => key,
          sort: ({ key }) => key,
        },
        {
          id: "value",
          label: "Value",
          numeric: true,
          cell: ({ value }) => formatNumber(value),
          cellTitle: ({ value }) => String(value),
          sort: ({ value }) => fromMetricValue(value),
        },
        { id: "goal", label: "Better", cell: ({ key, goal }) => goalButton(key, goal, setGoal) },
        ...(onData
          ? [
              {
                id: "dataset",
                label: "Data set",
                cell: ({ dataset }: ModelMetric) => html`<span class="cut">${dataset ?? "–"}</span>`,
              },
            ]
          : []),
      ],
      rows: metrics,
      key: ({ key, dataset }) => `${key}\n${dataset ?? ""}`,
      sort: memory.metricSort,
      onSort: (metricSort) => remember({ metricSort }),
      testId: "model-metrics",
    }),
    metricsOf === "run" ? html`<span class="muted part-note">of its run, latest values</span>` : null,
  );
}

export function paramsSection(
  { params, paramsOf }: ModelVersionDetail,
  { memory, remember }: SectionDeps,
): TemplateResult | null {
  if (params.length === 0) return null;
  return section(
    "Parameters",
    dataTable<KeyValue>({
      caption: "Parameters",
      columns: pairColumns("Parameter"),
      rows: params,
      key: ({ key }) => key,
      sort: memory.paramSort,
      onSort: (paramSort) => remember({ paramSort }),
      testId: "model-params",
    }),
    paramsOf === "run" ? html`<span class="muted part-note">of its run</span>` : null,
  );
}

/** What the model was saved with: libraries and requirements. */
export function environmentSection({ files }: ModelVersionDetail): TemplateResult {
  const { description, requirements } = files;
  const flavors = description?.flavors ?? [];
  const rows: (readonly [string, unknown])[] = [
    ...(flavors.length === 0
      ? []
      : [
          [
            "Flavors",
            flavors.map(
              ({ name, version }) =>
                html`<div>${name}${version === null ? null : html` <span class="muted">${version}</span>`}</div>`,
            ),
          ] as const,
        ]),
    ...(description?.mlflowVersion ? [["MLflow", description.mlflowVersion] as const] : []),
    ...(description?.pythonVersion ? [["Python", description.pythonVersion] as const] : []),
    ...(requirements === null || requirements.length === 0
      ? []
      : [
          [
            "Requirements",
            html`<pre class="wrap" tabindex="0" data-testid="requirements">${requirements.join("\n")}</pre>`,
          ] as const,
        ]),
  ];
  return section(
    "Made with",
    rows.length === 0 ? html`<p class="muted">${noDescription(files)}</p>` : definitions(rows),
  );
}

/** Why nothing is known of the model's inside. */
export function noDescription({ folder, uri, problem }: ModelFiles): string {
  if (folder === null) return `Its files are kept elsewhere: ${uri}`;
  return problem ?? "Its MLmodel file says nothing of that.";
}

export function filesSection(
  { files }: ModelVersionDetail,
  open: (path: string) => void,
  reveal: () => void,
): TemplateResult | null {
  if (files.files.length === 0) return null;
  return section(
    "Files",
    html`<ul class="model-files" data-testid="model-files">
        ${files.files.map(
          ({ path, size }) => html`<li>
            ${icon("file")}<button type="button" class="link cut" title=${path} @click=${() => open(path)}>${path}</button>
            <span class="muted size">${formatBytes(size)}</span>
          </li>`,
        )}
      </ul>
      ${files.cut ? html`<p class="muted">There are more.</p>` : null}
      <button type="button" class="link" data-testid="reveal-files" @click=${reveal}>Reveal the folder</button>`,
  );
}

export const tagsSection = ({ tags }: ModelVersionDetail): TemplateResult | null =>
  tags.length === 0
    ? null
    : section(
        "Tags",
        definitions(tags.map(({ key, value }) => [key, html`<span class="wrap">${value}</span>`] as const)),
      );
