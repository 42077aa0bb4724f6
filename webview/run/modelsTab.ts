import { html, type TemplateResult } from "lit";
import { formatAge } from "../../src/protocol/format.ts";
import type { ModelCandidate, ModelVersionSummary } from "../../src/protocol/modelEntities.ts";
import { button } from "../kit/controls.ts";
import { dataTable } from "../kit/dataTable.ts";
import { icon } from "../kit/icon.ts";
import type { RunActions } from "./runHeader.ts";

/** Models that the run made, and what they are registered as. */
export function modelsTab(
  candidates: readonly ModelCandidate[],
  runId: string,
  now: number,
  { host, run: act }: RunActions,
): TemplateResult {
  const version = ({ name, version: number, aliases, stage }: ModelVersionSummary): TemplateResult =>
    html`<div class="registered">
      <button type="button" class="link fact" @click=${() => act(() => host.request("page/openVersion", { name, version: number }))}>${icon("package")} ${name} v${number}</button>
      <span class="muted">${[...aliases.map((alias) => `@${alias}`), ...(stage === "None" ? [] : [stage])].join(" ")}</span>
    </div>`;
  return html`<div class="toolbar">
      ${button("Register model", () => act(() => host.request("page/registerModel", { runId })), {
        icon: "package",
        testId: "register-model",
        title: "Register a model of this run under a name, so that it can be loaded by it",
      })}
    </div>
    ${dataTable<ModelCandidate>({
      caption: "Models of this run",
      columns: [
        {
          id: "name",
          label: "Model",
          cell: ({ name }) => html`<span class="cut">${name}</span>`,
          cellTitle: ({ source }) =>
            source.kind === "folder" ? `Artifacts in ${source.path}` : `Logged model ${source.modelId}`,
        },
        { id: "flavor", label: "Flavor", cell: ({ flavor }) => flavor ?? html`<span class="muted">–</span>` },
        {
          id: "created",
          label: "Saved",
          cell: ({ createdAt, ready }) =>
            ready
              ? createdAt === null
                ? ""
                : formatAge(createdAt, now)
              : html`<span class="warning-text">not completely</span>`,
        },
        {
          id: "registered",
          label: "Registered as",
          cell: ({ registered }) =>
            registered.length === 0 ? html`<span class="muted">not registered</span>` : registered.map(version),
        },
      ],
      rows: candidates,
      key: ({ source }) => (source.kind === "folder" ? source.path : source.modelId),
      sort: null,
      onSort: () => undefined,
      testId: "models-table",
    })}`;
}
