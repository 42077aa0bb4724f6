import { html, type TemplateResult } from "lit";
import type { CodeState, RunDetail } from "../../src/protocol/entities.ts";
import { formatBytes } from "../../src/protocol/format.ts";
import { button } from "../kit/controls.ts";
import { definitions } from "../kit/definitions.ts";
import { iconButton } from "../kit/icon.ts";
import { emptyState } from "../kit/notice.ts";
import type { RunActions } from "./runHeader.ts";

/** The code a run was started from, and the way back to it. */
export function codeTab(detail: RunDetail, { host, run: act }: RunActions): TemplateResult {
  const { code } = detail;
  const script = detail.tags.find((tag) => tag.key === "mlflow.source.name")?.value;
  const source = script === undefined ? null : definitions([["Source", html`<span class="wrap">${script}</span>`]]);
  if (code.status !== "recorded") return html`${unrecorded(code)}${source}`;
  const runId = detail.run.id;
  const commit = (id: string): TemplateResult => html`<code class="wrap" title=${id}>${id.slice(0, 12)}</code>
    ${iconButton("copy", `Copy commit ${id.slice(0, 12)}`, () => act(() => host.request("page/copy", { text: id })))}`;
  return html`<div class="toolbar">
      ${button("Compare with work tree", () => act(() => host.request("page/compareWithWorkTree", { runId })), { icon: "diff", testId: "compare-work-tree" })}
      ${button("Restore into worktree", () => act(() => host.request("page/restoreCode", { runId })), {
        icon: "git-branch",
        secondary: true,
        testId: "restore-code",
        title: "Put the run's code into a new git worktree, beside yours",
      })}
    </div>
    ${definitions([
      ["Commit", code.commit === null ? "None: the repository has no commit" : commit(code.commit)],
      ["Branch", code.branch ?? "None (detached)"],
      ["Uncommitted changes", dirtyText(code)],
      ...(code.snapshot === null ? [] : [["Kept in", commit(code.snapshot)] as const]),
      ...(code.remote === null ? [] : [["Remote", html`<span class="wrap">${code.remote}</span>`] as const]),
      ["Repository", html`<span class="wrap">${code.repository ?? ""}</span>`],
      ...(script === undefined ? [] : [["Source", html`<span class="wrap">${script}</span>`] as const]),
      ...(code.recordedAt === null ? [] : [["Recorded", new Date(code.recordedAt).toLocaleString()] as const]),
    ])}
    ${skipped(code)}`;
}

function unrecorded({ status, reason }: CodeState): TemplateResult {
  if (status === "pending") return emptyState("The run's code is being recorded…");
  if (status === "failed") return emptyState("The run's code could not be recorded.", reason ?? undefined);
  return emptyState(
    "The run was not started in a git repository.",
    reason ?? "In a repository, Tidemark keeps the exact code of every run.",
  );
}

function dirtyText({ dirty, changedFiles }: CodeState): string {
  if (!dirty) return "None";
  return changedFiles === 1 ? "1 file" : `${changedFiles.toLocaleString("en")} files`;
}

function skipped({ skipped: files }: CodeState): TemplateResult | null {
  if (files.length === 0) return null;
  return html`<section>
    <h3>Left out of the snapshot</h3>
    <ul class="plain-list" data-testid="skipped-files">
      ${files.map(({ path, size, reason }) => html`<li><span class="wrap">${path}</span> <span class="muted">${formatBytes(size)}, ${reason}</span></li>`)}
    </ul>
  </section>`;
}
