import { html, type TemplateResult } from "lit";
import type { ModelVersionDetail, SignatureField } from "../../src/protocol/modelEntities.ts";
import { dataTable } from "../kit/dataTable.ts";
import { noDescription } from "./modelSections.ts";

interface Row extends SignatureField {
  readonly side: "Input" | "Output" | "Parameter";
  readonly place: number;
}

/** What the model takes and gives. */
export function signatureSection({ files }: ModelVersionDetail): TemplateResult {
  const signature = files.description?.signature ?? null;
  return html`<section class="part"><h2>Signature</h2>${
    signature === null
      ? html`<p class="muted" data-testid="no-signature">${files.description === null ? noDescription(files) : "The model was saved without one. mlflow.models.infer_signature makes it from data."}</p>`
      : table([
          ...rows("Input", signature.inputs),
          ...rows("Output", signature.outputs),
          ...rows("Parameter", signature.params),
        ])
  }</section>`;
}

const rows = (side: Row["side"], fields: readonly SignatureField[]): readonly Row[] =>
  fields.map((field, place) => ({ ...field, side, place }));

function table(list: readonly Row[]): TemplateResult {
  const shaped = list.some(({ shape }) => shape !== null);
  const defaults = list.some((field) => field.default !== null);
  return dataTable<Row>({
    caption: "Signature",
    columns: [
      {
        id: "name",
        label: "Name",
        cell: ({ name, place }) =>
          name === null ? html`<span class="muted">#${place + 1}</span>` : html`<span class="cut">${name}</span>`,
        cellTitle: ({ name }) => name ?? undefined,
      },
      { id: "side", label: "Side", cell: ({ side }) => side },
      {
        id: "type",
        label: "Type",
        cell: ({ type, required }) => html`${type}${required ? null : html` <span class="muted">optional</span>`}`,
        cellTitle: ({ type }) => type,
        cellClass: () => "wrap",
      },
      ...(shaped ? [{ id: "shape", label: "Shape", cell: ({ shape }: Row) => shape ?? "" }] : []),
      ...(defaults
        ? [{ id: "default", label: "Default", cell: (row: Row) => row.default ?? "", cellClass: () => "wrap" }]
        : []),
    ],
    rows: list,
    key: ({ side, place }) => `${side}:${place}`,
    sort: null,
    onSort: () => undefined,
    testId: "signature",
  });
}
