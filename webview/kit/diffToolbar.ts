import { html, type TemplateResult } from "lit";
import { button, select } from "./controls.ts";

/** Which two runs were chosen last. */
export interface DiffChoice {
  readonly left: string | null;
  readonly right: string | null;
}

/** Chooses two runs, shown under any name, whose code is seen in the editor's own diff. */
export function diffToolbar(
  runs: readonly { readonly id: string; readonly name: string }[],
  chosen: DiffChoice,
  options: {
    readonly remember: (change: Partial<DiffChoice>) => void;
    readonly diff: (left: string, right: string) => void;
  },
): TemplateResult | null {
  const known = (id: string | null): string | undefined => runs.find((run) => run.id === id)?.id;
  const left = known(chosen.left) ?? runs[0]?.id;
  const right = known(chosen.right) ?? runs.find((run) => run.id !== left)?.id;
  if (left === undefined || right === undefined) return null;
  const choices = runs.map((run) => ({ value: run.id, label: run.name }));
  return html`<div class="toolbar" role="toolbar" aria-label="Code of two runs">
    <span>Code of</span>
    ${select("First run", left, choices, (id) => options.remember({ left: id }), "diff-left")}
    <span>and</span>
    ${select("Second run", right, choices, (id) => options.remember({ right: id }), "diff-right")}
    ${button("Diff code", () => options.diff(left, right), { secondary: true, disabled: left === right, testId: "diff-code" })}
  </div>`;
}
