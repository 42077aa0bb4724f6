import { html, type TemplateResult } from "lit";
import { formatAge } from "../../src/protocol/format.ts";
import type { WatchedFile, WatchedFolder } from "../../src/protocol/watchRequests.ts";
import { icon } from "../kit/icon.ts";
import { banner } from "../kit/notice.ts";
import type { DatasetActions } from "./datasetHeader.ts";

interface WatchedDeps extends DatasetActions {
  readonly now: number;
}

const states: Readonly<Record<WatchedFile["state"], { readonly icon: string; readonly words: string }>> = {
  taken: { icon: "pass", words: "taken" },
  same: { icon: "circle-slash", words: "taken before" },
  taking: { icon: "sync", words: "being taken" },
  waiting: { icon: "clock", words: "waits" },
  failed: { icon: "error", words: "failed" },
};

/** The folders that files come into, and what has become of them; nothing where none is watched. */
export function watchedSection(folder: WatchedFolder | null, deps: WatchedDeps): TemplateResult | null {
  if (folder === null) return null;
  const { paths, problem, latest, files } = folder;
  return html`<section class="part" data-testid="watched">
    <h2>Watched ${paths.length === 1 ? "folder" : "folders"} ${paths.map((path) => html`<code>${path}</code> `)}</h2>
    ${problem === null ? null : banner("error", problem, { testId: "watched-problem" })}
    <p data-testid="watched-words">${countWords(folder)}${latest === null ? null : latestWords(latest, deps.now)}</p>
    <ul class="watched-files" data-testid="watched-files">
      ${files.map((file) => fileItem(file, deps))}
    </ul>
  </section>`;
}

function countWords({ taken, waiting, failed }: WatchedFolder): TemplateResult {
  const words = failed === 0 ? "none failed" : html`<span class="bad">${failed.toLocaleString("en")} failed</span>`;
  const files = taken === 1 ? "file" : "files";
  return html`${taken.toLocaleString("en")} ${files} taken, ${waiting.toLocaleString("en")} waiting, ${words}.`;
}

const latestWords = ({ path, at }: WatchedFile, now: number): TemplateResult =>
  html` The last one was ${path}, ${formatAge(at, now)}.`;

function fileItem({ path, state, rows, quarantined, at, message }: WatchedFile, deps: WatchedDeps): TemplateResult {
  const { host, run, now } = deps;
  const open = (): void => run(() => host.request("page/openFile", { path, range: null }));
  const words = [
    states[state].words,
    ...(rows === 0 ? [] : [`${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"}`]),
    ...(quarantined === 0 ? [] : [`${quarantined.toLocaleString("en")} into quarantine`]),
  ];
  return html`<li class="watched-${state}">
    ${icon(states[state].icon)}
    <div>
      <button type="button" class="link" @click=${open}>${path}</button>
      <div class="muted" title=${new Date(at).toLocaleString()}>${words.join(", ")} · ${formatAge(at, now)}</div>
      ${message === null ? null : html`<div class=${state === "failed" ? "bad" : ""}>${message}</div>`}
    </div>
  </li>`;
}
