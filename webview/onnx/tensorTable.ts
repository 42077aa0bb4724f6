import { html, type TemplateResult } from "lit";
import { formatBytes, formatNumber } from "../../src/protocol/format.ts";
import type { OnnxInspection, OnnxTensorInfo, OnnxTensorStatistics } from "../../src/protocol/onnxEntities.ts";
import { button } from "../kit/controls.ts";
import { type Column, dataTable } from "../kit/dataTable.ts";
import type { Sort } from "../kit/sorting.ts";

const mostShown = 500;
const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? "" : formatNumber(value, 5);

export interface TensorTableOptions {
  readonly model: OnnxInspection;
  readonly filter: string;
  readonly statistics: ReadonlyMap<number, OnnxTensorStatistics | "asked" | { readonly failure: string }>;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
  readonly onAsk: (index: number) => void;
}

/** The initialisers of a model. What their values are like is read when it is asked for. */
export function tensorTable({ model, filter, statistics, sort, onSort, onAsk }: TensorTableOptions): TemplateResult {
  const known = (index: number): OnnxTensorStatistics | undefined => {
    const found = statistics.get(index);
    return found === undefined || found === "asked" || "failure" in found ? undefined : found;
  };
  const columns: readonly Column<OnnxTensorInfo>[] = [
    { id: "name", label: "Name", cell: ({ name }) => html`<span class="cut">${name}</span>`, sort: ({ name }) => name },
    { id: "type", label: "Type", cell: ({ elementType }) => elementType, sort: ({ elementType }) => elementType },
    { id: "shape", label: "Shape", cell: ({ shape }) => shape.join(" × ") || "one value" },
    {
      id: "size",
      label: "Size",
      numeric: true,
      cell: ({ bytes }) => (bytes === null ? "" : formatBytes(bytes)),
      sort: ({ values }) => values,
    },
    { id: "uses", label: "Used by", numeric: true, cell: ({ uses }) => String(uses), sort: ({ uses }) => uses },
    { id: "smallest", label: "Smallest", numeric: true, cell: ({ index }) => number(known(index)?.smallest) },
    { id: "mean", label: "Mean", numeric: true, cell: ({ index }) => number(known(index)?.mean) },
    { id: "largest", label: "Largest", numeric: true, cell: ({ index }) => number(known(index)?.largest) },
    { id: "zeros", label: "Zeros", numeric: true, cell: ({ index }) => share(known(index), "zeros") },
    { id: "nan", label: "NaN", numeric: true, cell: ({ index }) => share(known(index), "nan") },
    {
      id: "ask",
      label: "Values",
      cell: ({ index }) => {
        const found = statistics.get(index);
        if (found === "asked") return html`<span class="muted">reading…</span>`;
        if (found !== undefined)
          return "failure" in found ? html`<span class="error-text">${found.failure}</span>` : "";
        return button("Read", () => onAsk(index), { secondary: true, testId: "onnx-read", title: "Read the values" });
      },
    },
  ];
  const found = model.tensors.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
  const left = found.length - mostShown + (model.tensorCount - model.tensors.length);
  return html`${dataTable({
    caption: "Initialisers",
    columns,
    rows: found.slice(0, mostShown),
    key: ({ index }) => String(index),
    sort,
    onSort,
    testId: "onnx-tensors",
  })}
  ${left > 0 ? html`<p class="muted">The largest ${mostShown} are shown; search for the others by name.</p>` : null}`;
}

function share(found: OnnxTensorStatistics | undefined, what: "zeros" | "nan"): string {
  if (found === undefined || found.values === 0) return "";
  const part = found[what] / found.values;
  return found[what] === 0 ? "0" : `${formatNumber(100 * part, 2)}%`;
}
