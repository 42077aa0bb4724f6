import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { RunDetail } from "../../src/protocol/entities.ts";
import { formatAge, formatDuration } from "../../src/protocol/format.ts";
import type { RunPageContract } from "../../src/protocol/pageContract.ts";
import "../kit/editableText.ts";
import { icon, iconButton, statusBadge } from "../kit/icon.ts";
import { banner } from "../kit/notice.ts";
import { fact } from "../kit/pageHead.ts";

/** What the parts of the page do things with. */
export interface RunActions {
  readonly host: Caller<RunPageContract>;
  /** Runs an action and shows its failure. */
  readonly run: (action: () => Promise<unknown>) => void;
}

/** Name, status and facts of a run, and its note. */
export function runHeader(
  detail: RunDetail,
  now: number,
  { host, run: act }: RunActions,
  refresh: () => void,
): TemplateResult {
  const { run } = detail;
  const update = async (change: { name?: string; note?: string; starred?: boolean }): Promise<void> => {
    await host.request("runs/update", { runId: run.id, ...change });
    refresh();
  };
  const facts = [
    fact("beaker", "Experiment", detail.experimentName),
    fact("calendar", `Started ${new Date(run.startTime).toLocaleString()}`, formatAge(run.startTime, now)),
    fact("watch", run.endTime === null ? "Running for" : "Took", formatDuration((run.endTime ?? now) - run.startTime)),
    ...(run.user === null ? [] : [fact("account", "User", run.user)]),
  ];
  return html`<header class="page-header">
    ${endedBadly(detail)}
    <div class="page-title">
      ${iconButton(
        run.starred ? "star-full" : "star-empty",
        run.starred ? "Remove star" : "Star this run",
        () => act(() => update({ starred: !run.starred })),
        {
          pressed: run.starred,
          testId: "star",
        },
      )}
      <h1>
        <tidemark-editable-text
          .value=${run.name}
          .label=${"name"}
          .placeholder=${"Unnamed run"}
          .onSave=${(name: string) => update({ name })}
        ></tidemark-editable-text>
      </h1>
      ${statusBadge(run.status)}
    </div>
    <div class="facts">
      ${facts}
      <span class="fact">
        <code class="id" title=${`Run id ${run.id}`}>${run.id.slice(0, 8)}</code>
        ${iconButton("copy", "Copy run id", () => act(() => host.request("page/copy", { text: run.id })), { testId: "copy-id" })}
      </span>
      ${parentLink(run.parentId, host, act)}
      ${run.lifecycle === "deleted" ? html`<span class="fact">${icon("trash")}<span>Deleted</span></span>` : null}
    </div>
    <div class="note" data-testid="note">
      <tidemark-editable-text
        .value=${detail.note}
        .label=${"note"}
        .multiline=${true}
        .placeholder=${"No note."}
        .onSave=${(note: string) => update({ note })}
      ></tidemark-editable-text>
    </div>
  </header>`;
}

const parentLink = (
  parentId: string | null,
  host: RunActions["host"],
  act: RunActions["run"],
): TemplateResult | null =>
  parentId === null
    ? null
    : html`<button type="button" class="link fact" @click=${() => act(() => host.request("page/openRun", { runId: parentId }))}>
        ${icon("type-hierarchy-super")}Parent run
      </button>`;

function endedBadly({ run }: RunDetail): TemplateResult | null {
  if (run.status !== "FAILED" && run.status !== "KILLED") return null;
  const after = run.endTime === null ? "" : ` after ${formatDuration(run.endTime - run.startTime)}`;
  const failed = run.status === "FAILED";
  return banner(failed ? "error" : "warning", `This run ${failed ? "failed" : "was killed"}${after}.`, {
    testId: "ended-badly",
    details: "What it logged until then is kept. The terminal it ran in has its error.",
  });
}
