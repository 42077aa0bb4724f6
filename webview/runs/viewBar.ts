import { html, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { RunsView } from "../../src/protocol/runsViews.ts";
import { select } from "../kit/controls.ts";
import { iconButton } from "../kit/icon.ts";

interface ViewBarOptions {
  readonly views: readonly RunsView[];
  /** The name of the one that is shown; empty where none is, or it was changed. */
  readonly shown: string;
  readonly onShow: (view: RunsView) => void;
  readonly onSave: () => void;
  readonly onDelete: (name: string) => void;
}

/** Views under names, and the way to keep this one. */
export function viewBar({ views, shown, onShow, onSave, onDelete }: ViewBarOptions): TemplateResult {
  const choices = [{ value: "", label: "Views" }, ...views.map(({ name }) => ({ value: name, label: name }))];
  const show = (name: string): void => {
    const view = views.find((one) => one.name === name);
    if (view !== undefined) onShow(view);
  };
  // Made anew with other views: the control keeps the words of the first.
  return html`${views.length === 0 ? null : keyed(JSON.stringify([choices, shown]), select("View", shown, choices, show, "runs-views"))}
    ${iconButton("save", "Save this view under a name", onSave, { testId: "runs-save-view" })}
    ${shown === "" ? null : iconButton("trash", `Remove the view ${shown}`, () => onDelete(shown), { testId: "runs-delete-view" })}`;
}
