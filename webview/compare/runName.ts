import { html, type TemplateResult } from "lit";
import type { RunSummary } from "../../src/protocol/entities.ts";
import { iconButton } from "../kit/icon.ts";
import type { ThemeKind } from "../kit/palette.ts";
import { seriesStyle } from "../kit/palette.ts";
import { seriesSwatch } from "../kit/swatch.ts";

/** What tables and legend do with a run. */
export interface RunControls {
  readonly kind: ThemeKind;
  readonly slots: ReadonlyMap<string, number>;
  readonly concealed: ReadonlySet<string>;
  readonly open: (runId: string) => void;
  readonly remove: (runId: string) => void;
  readonly toggle: (runId: string) => void;
  readonly hover: (runId: string | null) => void;
}

export const runSwatch = (run: RunSummary, { slots, kind }: RunControls): TemplateResult =>
  seriesSwatch(seriesStyle(slots.get(run.id) ?? 0, kind));

/** A run in a table: its line, its name that opens it, and the button that takes it out. */
export function runName(run: RunSummary, controls: RunControls, removable: boolean): TemplateResult {
  return html`<span class="run-name">
    ${runSwatch(run, controls)}
    <button type="button" class="link cut" title=${run.name} @click=${() => controls.open(run.id)}>${run.name}</button>
    ${removable ? iconButton("close", `Remove ${run.name} from the comparison`, () => controls.remove(run.id), { testId: "remove-run" }) : null}
  </span>`;
}

/** The runs as switches for their lines; hovering one makes it stand out in every chart. */
export function legend(runs: readonly RunSummary[], controls: RunControls): TemplateResult {
  return html`<div class="legend" role="group" aria-label="Runs in the charts" data-testid="legend" @pointerleave=${() => controls.hover(null)}>
    ${runs.map((run) => {
      const shown = !controls.concealed.has(run.id);
      return html`<button
        type="button"
        class="legend-toggle ${shown ? "" : "off"}"
        aria-pressed=${String(shown)}
        title=${`${shown ? "Hide" : "Show"} ${run.name} in the charts`}
        @click=${() => controls.toggle(run.id)}
        @pointerenter=${() => controls.hover(run.id)}
        @focus=${() => controls.hover(run.id)}
        @blur=${() => controls.hover(null)}
      >
        ${runSwatch(run, controls)}<span class="cut">${run.name}</span>
      </button>`;
    })}
  </div>`;
}
