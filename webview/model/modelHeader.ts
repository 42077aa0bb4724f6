import { html, type TemplateResult } from "lit";
import type { Caller } from "../../src/protocol/channel.ts";
import { formatAge } from "../../src/protocol/format.ts";
import type { ModelVersionDetail } from "../../src/protocol/modelEntities.ts";
import type { ModelAction, ModelPageContract } from "../../src/protocol/modelPageContract.ts";
import { modelSize } from "../../src/protocol/modelSize.ts";
import { button, select } from "../kit/controls.ts";
import "../kit/editableText.ts";
import { icon, iconButton } from "../kit/icon.ts";
import { fact, linkFact } from "../kit/pageHead.ts";

/** What the parts of the page do things with. */
export interface ModelActions {
  readonly host: Caller<ModelPageContract>;
  /** Runs an action and shows its failure. */
  readonly run: (action: () => Promise<unknown>) => void;
}

/** Name, version, aliases and stage, where the version comes from, and what is said of it. */
export function modelHeader(
  detail: ModelVersionDetail,
  now: number,
  actions: ModelActions,
  refresh: () => void,
): TemplateResult {
  const { host, run: act } = actions;
  const { version } = detail;
  const id = { name: version.name, version: version.version };
  const ask = (action: ModelAction): void => act(() => host.request("page/act", { action }));
  return html`<header class="page-header">
    <div class="page-title">
      ${icon("package")}
      <h1>${version.name} <span class="version-number">v${version.version}</span></h1>
      ${version.aliases.map((alias) => aliasChip(alias, version.version, actions))}
      ${version.stage === "None" ? null : html`<span class="count stage" title="Stage" data-testid="stage">${version.stage}</span>`}
    </div>
    <div class="facts">${facts(detail, now, ask)}</div>
    <div class="toolbar model-actions" role="toolbar" aria-label="Model version">
      ${versionPicker(detail, (chosen) => act(() => host.request("page/openVersion", { ...id, version: chosen })))}
      ${button("Set alias", () => ask("setAlias"), { icon: "bookmark", testId: "set-alias" })}
      ${button("Promote", () => ask("promote"), {
        icon: "rocket",
        secondary: true,
        testId: "promote",
        title: "Move an alias to this version if it holds the gates of an evaluation",
      })}
      ${button("Set stage", () => ask("setStage"), { icon: "milestone", secondary: true, testId: "set-stage" })}
      ${
        detail.code?.status === "recorded"
          ? button("Compare code", () => ask("openCode"), {
              icon: "diff",
              secondary: true,
              testId: "open-code",
              title: "Compare the code that made this model with the work tree",
            })
          : null
      }
      ${
        detail.siblings.length > 1
          ? button("Compare versions", () => ask("compareVersions"), {
              icon: "git-compare",
              secondary: true,
              testId: "compare-versions",
            })
          : null
      }
    </div>
    ${detail.modelDescription.trim() === "" ? null : html`<p class="about wrap" data-testid="model-description">${detail.modelDescription}</p>`}
    <div class="note" data-testid="description">
      <tidemark-editable-text
        .value=${detail.description}
        .label=${"description"}
        .multiline=${true}
        .placeholder=${"This version has no description."}
        .onSave=${async (description: string) => {
          await host.request("models/describe", { ...id, description });
          refresh();
        }}
      ></tidemark-editable-text>
    </div>
  </header>`;
}

function aliasChip(alias: string, version: number, { host, run: act }: ModelActions): TemplateResult {
  return html`<span class="alias" data-testid="alias">
    <span class="cut" title=${`Alias ${alias}`}>@${alias}</span>${iconButton(
      "close",
      `Remove the alias ${alias} from v${version}`,
      () => act(() => host.request("page/removeAlias", { alias })),
      { testId: "remove-alias" },
    )}
  </span>`;
}

function facts(detail: ModelVersionDetail, now: number, ask: (action: ModelAction) => void): TemplateResult {
  const { version, run, files, code } = detail;
  return html`${
    run === null
      ? fact(
          "beaker",
          "Source run",
          version.runId === null ? "no run" : `run ${version.runId.slice(0, 8)}, which is not here`,
        )
      : linkFact("beaker", "Source run", run.deleted ? `${run.name} (deleted)` : run.name, () => ask("openRun"))
  }
  ${run === null ? null : fact("folder", "Experiment", run.experimentName)}
  ${fact("calendar", `Registered ${new Date(version.createdAt).toLocaleString()}`, formatAge(version.createdAt, now))}
  ${files.files.length === 0 ? null : fact("database", "Size", modelSize(files))}
  ${code?.commit === null || code?.commit === undefined ? null : fact("git-commit", "Code", code.dirty ? `${code.commit.slice(0, 8)} with changes` : code.commit.slice(0, 8))}`;
}

const versionPicker = (
  { version, siblings }: ModelVersionDetail,
  choose: (version: number) => void,
): TemplateResult | null =>
  siblings.length < 2
    ? null
    : select(
        "Version",
        String(version.version),
        siblings.map((number) => ({ value: String(number), label: `Version ${number}` })),
        (chosen) => choose(Number(chosen)),
        "version-picker",
      );
