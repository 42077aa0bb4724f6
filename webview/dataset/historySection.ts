import { html, svg, type TemplateResult } from "lit";
import type { RecordedCheck } from "../../src/protocol/datasetEntities.ts";
import { formatAge, formatDuration } from "../../src/protocol/format.ts";

const barWidth = 9;
const height = 40;

/** What checking came to over time, one bar for each time, the newest at the right; nothing before the second. */
export function historySection(checks: readonly RecordedCheck[], now: number): TemplateResult | null {
  if (checks.length < 2) return null;
  const shown = [...checks].reverse().slice(-40);
  const most = Math.max(...shown.map(({ counts }) => counts.failed + counts.couldNotRun), 1);
  const [latest] = checks;
  const latestBad = latest === undefined ? 0 : latest.counts.failed + latest.counts.couldNotRun;
  return html`<section class="part" data-testid="check-history">
    <h2>History of checks <span class="count">${checks.length}</span></h2>
    <svg
      class="history"
      role="img"
      aria-label=${`Failing checks over the last ${shown.length} results; the latest has ${latestBad}, the most were ${most}.`}
      width=${shown.length * barWidth}
      height=${height + 2}
    >
      ${shown.map((check, at) => bar(check, at, most, now))}
    </svg>
    <p class="muted">Failing checks of each result that differed; at most ${most}.</p>
  </section>`;
}

function bar({ counts, version, time, milliseconds }: RecordedCheck, at: number, most: number, now: number) {
  const bad = counts.failed + counts.couldNotRun;
  const size = bad === 0 ? 3 : Math.max(6, (height * bad) / most);
  const words = `${version === null ? "" : `v${version}, `}${formatAge(time, now)}: ${bad === 0 ? "all passed" : `${counts.failed} failed, ${counts.couldNotRun} could not run`} (${formatDuration(milliseconds)})`;
  return svg`<rect class=${bad === 0 ? "passed" : "failed"} x=${at * barWidth} y=${height - size + 1} width=${barWidth - 2} height=${size} rx="1"><title>${words}</title></rect>`;
}
