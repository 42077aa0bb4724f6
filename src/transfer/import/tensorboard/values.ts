import type { Tensor } from "./messages.ts";
import { type SummaryValue, toNumber } from "./messages.ts";
import { scalarOf } from "./tensors.ts";

/** What one value of a summary comes to. */
export type Logged =
  | { readonly kind: "scalar"; readonly value: number }
  | { readonly kind: "images"; readonly images: readonly Uint8Array[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "nothing" }
  /** Not taken over, by its kind in the plural. */
  | { readonly kind: "other"; readonly what: string };

/** @param plugin the plugin that the first value of the tag named; later ones may leave it out */
export function loggedOf(value: SummaryValue, plugin: string | undefined): Logged {
  switch (value.value) {
    case "simple_value":
      return { kind: "scalar", value: value.simple_value };
    case "image":
      return { kind: "images", images: value.image === null ? [] : [value.image.encoded_image_string] };
    case "histo":
    case "obsolete_old_style_histogram":
      return other("histograms");
    case "audio":
      return other("audio clips");
    case "tensor":
      return value.tensor === null ? { kind: "nothing" } : ofTensor(value.tensor, plugin);
    default:
      return { kind: "nothing" };
  }
}

function ofTensor(tensor: Tensor, plugin: string | undefined): Logged {
  switch (plugin) {
    case "hparams":
      return { kind: "nothing" }; // Its data is in the metadata.
    case "images":
      // Width and height as text, then the images.
      return { kind: "images", images: tensor.string_val.slice(2) };
    case "text":
      return { kind: "text", text: textOf(tensor) };
    case "scalars":
    case undefined:
    case "": {
      const scalar = scalarOf(tensor);
      return scalar === undefined ? other("tensors") : { kind: "scalar", value: scalar };
    }
    case "histograms":
      return other("histograms");
    case "audio":
      return other("audio clips");
    case "pr_curves":
      return other("precision-recall curves");
    case "mesh":
      return other("meshes");
    default:
      return other(`values of the plugin ${plugin}`);
  }
}

/** A list gives a line to each item, a table a row of Markdown to each of its rows, as TensorBoard shows them. */
function textOf(tensor: Tensor): string {
  const decoder = new TextDecoder();
  const items = tensor.string_val.map((bytes) => decoder.decode(bytes));
  const sizes = tensor.tensor_shape?.dim.map(({ size }) => toNumber(size)) ?? [];
  const columns = sizes.length === 2 ? (sizes[1] ?? 0) : 0;
  if (columns < 1) return items.join("\n\n");
  const rows: string[] = [];
  for (let at = 0; at < items.length; at += columns) rows.push(`| ${items.slice(at, at + columns).join(" | ")} |`);
  rows.splice(1, 0, `|${" --- |".repeat(columns)}`);
  return rows.join("\n");
}

const other = (what: string): Logged => ({ kind: "other", what });
