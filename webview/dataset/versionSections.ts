import { html, type TemplateResult } from "lit";
import type { DatasetVersion, DatasetVersionDetail } from "../../src/protocol/datasetEntities.ts";
import { formatAge } from "../../src/protocol/format.ts";
import { dataTable } from "../kit/dataTable.ts";
import { icon } from "../kit/icon.ts";
import { emptyState } from "../kit/notice.ts";
import type { DatasetActions } from "./datasetHeader.ts";

interface Shown {
  readonly detail: DatasetVersionDetail;
  readonly versions: readonly DatasetVersion[];
  readonly total: number;
  readonly now: number;
}

interface VersionDeps extends DatasetActions {
  readonly choose: (number: number) => void;
}

const unsorted = { sort: null, onSort: () => undefined };
const hows = { logged: "logged by the script", config: "named by tidemark.yaml", hand: "said by hand" } as const;

/** The versions of a data set, the runs that used the one that is shown, and what it was made from. */
export function versionSections({ detail, versions, total, now }: Shown, deps: VersionDeps): TemplateResult {
  return html`<section class="part">
      <h2>Versions <span class="count">${total}</span></h2>
      ${dataTable<DatasetVersion>({
        caption: "Versions",
        columns: [
          {
            id: "number",
            label: "Version",
            cell: ({ number }) =>
              html`<button type="button" class="link" data-testid="choose-version" @click=${() => deps.choose(number)}>v${number}</button>`,
          },
          { id: "seen", label: "Seen", cell: ({ lastSeen }) => formatAge(lastSeen, now) },
          { id: "rows", label: "Rows", numeric: true, cell: ({ rows }) => rows?.toLocaleString("en") ?? "" },
          { id: "result", label: "Checks", cell: (version) => resultOf(version) },
          { id: "runs", label: "Runs", numeric: true, cell: ({ runs }) => (runs === 0 ? "" : runs) },
        ],
        rows: versions,
        key: ({ hash }) => hash,
        ...unsorted,
        rowClass: ({ number }) => (number === detail.version.number ? "selected" : ""),
        testId: "versions-table",
      })}
      ${total > versions.length ? html`<p class="muted">The ${versions.length} seen last are shown.</p>` : null}
    </section>
    <section class="part" data-testid="version-runs">
      <h2>Runs that used v${detail.version.number} <span class="count">${detail.version.runs}</span></h2>
      ${detail.runs.length === 0 ? emptyState("No run is known to have used it.", "mlflow.log_input in a script links them, and so does usedBy in tidemark.yaml.") : runsTable(detail, now, deps)}
    </section>
    ${madeFrom(detail)}`;
}

function resultOf({ counts }: DatasetVersion): TemplateResult {
  if (counts === null) return html`<span class="muted">not checked</span>`;
  const bad = counts.failed + counts.couldNotRun;
  return bad === 0
    ? html`<span class="good">${icon("pass")} ${counts.passed} passed</span>`
    : html`<span class="bad">${icon("error")} ${bad} failed</span>`;
}

type Use = DatasetVersionDetail["runs"][number];

const runsTable = ({ runs }: DatasetVersionDetail, now: number, { host, run: act }: VersionDeps): TemplateResult =>
  dataTable<Use>({
    caption: "Runs that used this version",
    columns: [
      {
        id: "run",
        label: "Run",
        cell: ({ run }) =>
          html`<button type="button" class="link cut" data-testid="used-by-run" @click=${() => act(() => host.request("page/openRun", { runId: run.id }))}>${run.name}</button>`,
      },
      { id: "context", label: "For", cell: ({ use }) => use.context ?? "", cellTitle: ({ use }) => hows[use.how] },
      { id: "commit", label: "Code", cell: ({ commit }) => commit?.slice(0, 8) ?? "" },
      { id: "started", label: "Started", cell: ({ run }) => formatAge(run.startTime, now) },
    ],
    rows: runs,
    key: ({ run, use }) => `${run.id} ${use.context}`,
    ...unsorted,
    testId: "version-runs-table",
  });

const madeFrom = ({ lineage }: DatasetVersionDetail): TemplateResult | null =>
  lineage === null
    ? null
    : html`<section class="part">
        <h2>Made from</h2>
        <p class="muted">${lineage.model === undefined ? "By the feature" : "Answers of the model"} ${lineage.feature}${lineage.commit === null ? "" : ` at ${lineage.commit.slice(0, 8)}`}.</p>
        <ul class="inputs">
          ${lineage.inputs.map(({ name, content }) => html`<li>${icon("database")} ${name} <code>${content.slice(0, 12)}</code></li>`)}
        </ul>
      </section>`;
