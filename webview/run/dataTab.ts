import { html, type TemplateResult } from "lit";
import type { VersionOfRun } from "../../src/protocol/datasetEntities.ts";
import type { DatasetInput, RunDetail } from "../../src/protocol/entities.ts";
import { dataTable } from "../kit/dataTable.ts";
import { definitions } from "../kit/definitions.ts";
import { icon } from "../kit/icon.ts";
import type { RunActions } from "./runHeader.ts";

/** The versions of data that the run used, and what the client said of them. */
export function dataTab({ datasets }: RunDetail, uses: readonly VersionOfRun[], actions: RunActions): TemplateResult {
  return html`${uses.length === 0 ? null : versions(uses, actions)}
  ${
    datasets.length === 0
      ? null
      : html`<section>
          <h3>Logged by the script</h3>
          ${datasets.map(dataset)}
        </section>`
  }`;
}

const hows = { logged: "logged by the script", config: "named by tidemark.yaml", hand: "said by hand" } as const;

const versions = (uses: readonly VersionOfRun[], { host, run: act }: RunActions): TemplateResult =>
  html`<section>
    <h3>Versions of data</h3>
    ${dataTable<VersionOfRun>({
      caption: "Versions of data that this run used",
      columns: [
        {
          id: "version",
          label: "Version",
          cell: ({ version: { dataset, number } }) =>
            html`<button type="button" class="link fact" data-testid="open-dataset" @click=${() => act(() => host.request("page/openDataset", { dataset, version: number }))}>${icon("database")} ${dataset} v${number}</button>`,
          cellTitle: ({ version }) => version.hash,
        },
        { id: "context", label: "For", cell: ({ use }) => use.context ?? "" },
        {
          id: "rows",
          label: "Rows",
          numeric: true,
          cell: ({ version }) => version.rows?.toLocaleString("en") ?? "",
        },
        { id: "checks", label: "Checks", cell: checksOf },
        { id: "how", label: "Known", cell: ({ use }) => hows[use.how] },
      ],
      rows: uses,
      key: ({ version, use }) => `${version.dataset} ${version.hash} ${use.context}`,
      sort: null,
      onSort: () => undefined,
      testId: "data-versions",
    })}
  </section>`;

function checksOf({ version: { counts } }: VersionOfRun): TemplateResult {
  if (counts === null) return html`<span class="muted">not checked</span>`;
  const bad = counts.failed + counts.couldNotRun;
  if (bad === 0) return html`${counts.passed} passed`;
  const words = [
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.couldNotRun > 0 ? [`${counts.couldNotRun} could not run`] : []),
  ];
  return html`<span class="warning-text">${icon("warning")} ${words.join(", ")}</span>`;
}

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
