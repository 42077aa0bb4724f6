import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { AffectedRun, DriftAffected } from "../../src/protocol/driftAffectedEntities.ts";
import type { DriftPageContract } from "../../src/protocol/driftPageContract.ts";
import { affectedCommits, affectedWords, usesWords } from "../../src/protocol/driftReport/affectedWords.ts";
import { formatAge } from "../../src/protocol/format.ts";
import { dataTable } from "../kit/dataTable.ts";
import { iconButton } from "../kit/icon.ts";

interface AffectedDeps {
  readonly host: Caller<DriftPageContract>;
  readonly act: (work: () => Promise<unknown>) => void;
}

/** The runs that used what is compared, and the commits. */
export function affectedSection(affected: DriftAffected | null, deps: AffectedDeps): TemplateResult | null {
  if (affected === null) return null;
  const { runs } = affected;
  const commits = affectedCommits(affected);
  return html`<section data-testid="affected">
    <h2>Runs and commits</h2>
    <p>${affectedWords(affected)}</p>
    ${runs.length === 0 ? null : runsTable(runs, deps)}
    ${
      commits.length === 0
        ? null
        : html`<ul class="commits">
            ${commits.map(({ commit, what }) => html`<li>${commitCode(commit, deps)} <span class="muted">${what}</span></li>`)}
          </ul>`
    }
  </section>`;
}

const runsTable = (runs: readonly AffectedRun[], deps: AffectedDeps): TemplateResult =>
  dataTable<AffectedRun>({
    caption: "Runs that used this data",
    columns: [
      {
        id: "run",
        label: "Run",
        cell: ({ id, name }) =>
          html`<button type="button" class="link cut" data-testid="affected-run" @click=${() => deps.act(() => deps.host.request("page/openRun", { runId: id }))}>${name}</button>`,
      },
      { id: "used", label: "Used", cell: usesWords },
      { id: "commit", label: "Code", cell: ({ commit }) => (commit === null ? "" : commitCode(commit, deps)) },
      {
        id: "started",
        label: "Started",
        cell: ({ started }) => (started === null ? "" : formatAge(started, Date.now())),
      },
    ],
    rows: runs,
    key: ({ id }) => id,
    sort: null,
    onSort: () => undefined,
    testId: "affected-runs",
  });

const commitCode = (commit: string, { host, act }: AffectedDeps): TemplateResult =>
  html`<code title=${commit}>${commit.slice(0, 12)}</code>
    ${iconButton("copy", `Copy commit ${commit.slice(0, 12)}`, () => act(() => host.request("page/copy", { text: commit })))}`;
