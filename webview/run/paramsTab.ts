import { html, type TemplateResult } from "lit";
import type { KeyValue, RunDetail } from "../../src/protocol/entities.ts";
import { filterField } from "../kit/controls.ts";
import { dataTable } from "../kit/dataTable.ts";
import { iconButton } from "../kit/icon.ts";
import { matches } from "../kit/metricGroups.ts";
import { emptyState } from "../kit/notice.ts";
import { pairColumns } from "../kit/pairColumns.ts";
import type { RunMemory } from "./runMemory.ts";

interface ParamsDeps {
  readonly memory: RunMemory;
  readonly remember: (change: Partial<RunMemory>) => void;
  readonly copy: (text: string) => void;
}

/** A run's parameters, to filter and to copy. */
export function paramsTab({ params }: RunDetail, { memory, remember, copy }: ParamsDeps): TemplateResult {
  if (params.length === 0)
    return emptyState("No parameters.", "A script logs them with mlflow.log_param or mlflow.log_params.");
  const rows = params.filter(({ key, value }) => matches(`${key} ${value}`, memory.paramFilter));
  return html`<div class="toolbar">
      ${filterField("Filter parameters", memory.paramFilter, (paramFilter) => remember({ paramFilter }), "param-filter")}
      ${iconButton("copy", "Copy the parameters shown as JSON", () => copy(asJson(rows)), { testId: "copy-params" })}
    </div>
    ${
      rows.length === 0
        ? emptyState("No parameter matches the filter.")
        : dataTable<KeyValue>({
            caption: "Parameters",
            columns: [
              ...pairColumns("Parameter"),
              {
                id: "copy",
                label: "",
                cell: ({ key, value }) => iconButton("copy", `Copy the value of ${key}`, () => copy(value)),
              },
            ],
            rows,
            key: ({ key }) => key,
            sort: memory.paramSort,
            onSort: (paramSort) => remember({ paramSort }),
            testId: "params-table",
          })
    }`;
}

const asJson = (rows: readonly KeyValue[]): string =>
  JSON.stringify(Object.fromEntries(rows.map(({ key, value }) => [key, value])), null, 2);
