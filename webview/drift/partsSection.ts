import { html, type TemplateResult } from "lit";
import type { DriftReport } from "../../src/protocol/driftEntities.ts";
import { driftSteps } from "../../src/protocol/driftPartEntities.ts";
import { type DriftParts, partColumns, partsRule } from "../../src/protocol/driftReport/parts.ts";
import { partsDrawing } from "../../src/protocol/driftReport/partsDrawing.ts";
import type { DriftQuestion } from "../../src/protocol/driftRequests.ts";
import { select } from "../kit/controls.ts";
import { emptyState } from "../kit/notice.ts";
import { drawn } from "./drawing.ts";
import type { Cut } from "./driftMemory.ts";

/** The column that a data set says its time is. */
const declaredTime = "";
const mostColumns = 60;

interface PartsDeps {
  readonly cut: Cut;
  readonly onCut: (cut: Cut) => void;
  readonly onlyChanged: boolean;
  readonly filter: string;
}

/** The same comparison for each window of time or each value of a column, as a small drawing for each column. */
export function partsSection(
  report: DriftReport,
  question: DriftQuestion,
  parts: DriftParts | null,
  { cut, onCut, onlyChanged, filter }: PartsDeps,
): TemplateResult {
  const options = cutOptions(report, question);
  const chosen = options.find(({ cut: each }) => each.kind === cut.kind && columnOf(each) === columnOf(cut));
  const value = chosen?.value ?? "whole";
  return html`<section data-testid="drift-parts">
    <h2>Part by part</h2>
    <div class="toolbar" role="toolbar" aria-label="Parts">
      ${select("Cut the rows by", value, options, (next) => onCut({ ...cut, ...options.find((each) => each.value === next)?.cut }), "cut-by")}
      ${cut.kind === "time" ? select("Windows of", cut.every, steps, (every) => onCut({ ...cut, every }), "cut-every") : null}
    </div>
    ${cut.kind === "whole" ? html`<p class="muted">Windows of time and slices by a column show where a change is.</p>` : null}
    ${parts === null ? null : drawings(parts, filter, onlyChanged)}
  </section>`;
}

const steps = driftSteps.map((step) => ({ value: step, label: `Each ${step}` }));

const columnOf = (cut: Omit<Cut, "every">): string => (cut.kind === "whole" ? "" : cut.column);

interface CutOption {
  readonly value: string;
  readonly label: string;
  readonly cut: Omit<Cut, "every">;
}

function cutOptions({ columns }: DriftReport, { current }: DriftQuestion): readonly CutOption[] {
  const named = current.window?.column;
  const times = [
    ...(named === undefined ? [] : [named]),
    ...columns.filter(({ numbers, name }) => numbers?.isTime === true && name !== named).map(({ name }) => name),
  ];
  const time = (column: string, label: string): CutOption => ({
    value: `time ${column}`,
    label,
    cut: { kind: "time", column },
  });
  return [
    { value: "whole", label: "Not cut", cut: { kind: "whole", column: "" } },
    ...("dataset" in current.of && named === undefined ? [time(declaredTime, "The data set's time")] : []),
    ...times.map((column) => time(column, `Time: ${column}`)),
    ...columns
      .filter(({ kind }) => kind === "categories")
      .map(({ name }) => ({
        value: `by ${name}`,
        label: `Each ${name}`,
        cut: { kind: "slice" as const, column: name },
      })),
  ];
}

function drawings(parts: DriftParts, filter: string, onlyChanged: boolean): TemplateResult {
  const wanted = partColumns(parts).filter((name) => name.toLowerCase().includes(filter.toLowerCase()));
  const multiples = wanted.map((name) => ({ name, drifted: driftedIn(parts, name) }));
  const shown = multiples.filter(({ drifted }) => !onlyChanged || drifted > 0);
  return html`<p class="strong" data-testid="parts-words">${parts.words}</p>
    ${parts.note === "" ? null : html`<p class="muted">${parts.note}</p>`}
    <p class="muted">
      <span class="key drift"></span>drift (!) <span class="key quiet"></span>no drift
      <span class="key unclear"></span>too few rows to tell (?). The line is the smallest change that matters; all have one scale.
    </p>
    ${shown.length === 0 ? emptyState("No column is shown.") : null}
    <div class="part-multiples">
      ${shown.slice(0, mostColumns).map(({ name, drifted }) => multiple(parts, name, drifted))}
    </div>
    ${shown.length > mostColumns ? html`<p class="muted">The first ${mostColumns} of ${shown.length} columns are shown: filter for others.</p>` : null}
    <p class="muted">${partsRule(parts)}</p>`;
}

const driftedIn = ({ parts }: DriftParts, name: string): number =>
  parts.filter(({ columns }) => columns.some((column) => column.name === name && column.verdict === "drift")).length;

const multiple = (parts: DriftParts, name: string, drifted: number): TemplateResult => html`<figure
  class="drawing part-multiple"
  data-testid="part-multiple"
  data-column=${name}
>
  <figcaption>
    <span class="strong cut" title=${name}>${name}</span>
    ${drifted === 0 ? html`<span class="muted">no drift seen</span>` : html`<span class="verdict drift">drift in ${drifted} of ${parts.parts.length}</span>`}
  </figcaption>
  ${drawn(partsDrawing(name, parts))}
</figure>`;
