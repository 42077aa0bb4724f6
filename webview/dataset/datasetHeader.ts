import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import type { DatasetVersionDetail } from "../../src/protocol/datasetEntities.ts";
import type { DatasetPageContract } from "../../src/protocol/datasetPageContract.ts";
import { formatAge, formatBytes } from "../../src/protocol/format.ts";
import { button } from "../kit/controls.ts";
import { icon } from "../kit/icon.ts";
import { fact, linkFact } from "../kit/pageHead.ts";

/** What the parts of the page do things with. */
export interface DatasetActions {
  readonly host: Caller<DatasetPageContract>;
  /** Runs an action and shows its failure. */
  readonly run: (action: () => Promise<unknown>) => void;
}

interface HeaderDeps extends DatasetActions {
  readonly now: number;
  readonly isLatest: boolean;
  readonly check: () => void;
}

/** Name, version, size and origin, and what can be done. */
export function datasetHeader(
  { version, kept }: DatasetVersionDetail,
  { host, run: act, now, isLatest, check }: HeaderDeps,
): TemplateResult {
  const { dataset, number, rows, bytes, hash, commit, lastSeen, fileCount, files } = version;
  const [file] = files;
  return html`<header class="page-header">
    <div class="page-title">
      ${icon("database")}
      <h1>${dataset} <span class="version-number">v${number}</span></h1>
      ${isLatest ? html`<span class="count">latest</span>` : null}
    </div>
    <div class="facts">
      ${rows === null ? null : fact("list-ordered", "Rows", `${rows.toLocaleString("en")} rows`)}
      ${fact("archive", "Size", formatBytes(bytes))}
      ${
        file !== undefined && fileCount === 1
          ? linkFact("file", "File", file.path, () =>
              act(() => host.request("page/openFile", { path: file.path, range: null })),
            )
          : fact("files", "Files", `${fileCount} files`)
      }
      ${linkFact("key", "SHA-256 of its content; click to copy it", hash.slice(0, 12), () => act(() => host.request("page/copy", { text: hash })))}
      ${commit === null ? null : fact("git-commit", "Code when it was first seen", commit.slice(0, 8))}
      ${fact("calendar", `Last seen ${new Date(lastSeen).toLocaleString()}`, `seen ${formatAge(lastSeen, now)}`)}
    </div>
    <div class="toolbar" role="toolbar" aria-label="Data set">
      ${button("Check again", check, { icon: "checklist", testId: "dataset-check", title: "Check what the data set holds now" })}
      ${
        kept === null
          ? html`<span class="muted">No copy of this version is kept.</span>`
          : html`${button("Compare with now", () => act(() => host.request("page/compare", { version: number })), {
              icon: "graph",
              secondary: true,
              title: "Compare the values of this version with what the data set holds now",
            })}
            ${button("Open as table", () => act(() => host.request("page/openTable", { version: number })), {
              icon: "table",
              secondary: true,
              title: "Show the rows of this version",
            })}`
      }
      ${button("Open declaration", () => act(() => host.request("page/openDeclaration", {})), { icon: "go-to-file", secondary: true })}
    </div>
  </header>`;
}
