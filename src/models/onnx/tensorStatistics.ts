import { TidemarkError } from "../../protocol/errors.ts";
import type { OnnxTensorStatistics } from "../../protocol/onnxEntities.ts";
import { elementTypeName } from "./elementTypes.ts";
import type { ByteRange, FileBytes } from "./fileBytes.ts";
import { bfloat16, float16 } from "./halfFloats.ts";
import type { ListField } from "./onnxModel.ts";

/** How one value of fixed width is read. */
interface Layout {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
}

/** By ONNX's number of the element type; all are little-endian. */
const layouts: ReadonlyMap<number, Layout> = new Map([
  [1, { bytes: 4, read: (view, at) => view.getFloat32(at, true) }],
  [2, { bytes: 1, read: (view, at) => view.getUint8(at) }],
  [3, { bytes: 1, read: (view, at) => view.getInt8(at) }],
  [4, { bytes: 2, read: (view, at) => view.getUint16(at, true) }],
  [5, { bytes: 2, read: (view, at) => view.getInt16(at, true) }],
  [6, { bytes: 4, read: (view, at) => view.getInt32(at, true) }],
  [7, { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) }],
  [9, { bytes: 1, read: (view, at) => view.getUint8(at) }],
  [10, { bytes: 2, read: (view, at) => float16(view.getUint16(at, true)) }],
  [11, { bytes: 8, read: (view, at) => view.getFloat64(at, true) }],
  [12, { bytes: 4, read: (view, at) => view.getUint32(at, true) }],
  [13, { bytes: 8, read: (view, at) => Number(view.getBigUint64(at, true)) }],
  [16, { bytes: 2, read: (view, at) => bfloat16(view.getUint16(at, true)) }],
]);

/** Lists of fixed width hold values as these types do; the others are of varying width. */
const listTypes: Partial<Record<ListField, number>> = { float_data: 1, double_data: 11 };

const chunk = 1024 * 1024;

/**
 * Goes through the values of a tensor, in parts, so that its size does not matter. NaN and infinite values are counted,
 * and the others give the extremes and the mean.
 * @throws TidemarkError `notImplemented` for values that are not read here
 */
export function tensorStatistics(
  file: FileBytes,
  ranges: readonly ByteRange[],
  elementType: number,
  field?: ListField,
): OnnxTensorStatistics {
  const layout = layouts.get(field === undefined ? elementType : (listTypes[field] ?? 0));
  if (layout === undefined) {
    throw new TidemarkError(
      "notImplemented",
      `Values of ${elementTypeName(elementType)}${field === undefined ? "" : ` in ${field}`} are not summarised.`,
    );
  }
  const found = { values: 0, zeros: 0, nan: 0, infinite: 0, smallest: Infinity, largest: -Infinity, mean: 0 };
  let finite = 0;
  for (const { start, end } of ranges) {
    for (let at = start; at + layout.bytes <= end; at += chunk) {
      const buffer = file.read(at, Math.min(chunk, end - at));
      const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
      for (let offset = 0; offset + layout.bytes <= buffer.length; offset += layout.bytes) {
        const value = layout.read(view, offset);
        found.values += 1;
        if (Number.isFinite(value)) {
          finite += 1;
          if (value === 0) found.zeros += 1;
          if (value < found.smallest) found.smallest = value;
          if (value > found.largest) found.largest = value;
          // Divided before they are subtracted: the difference may be more than a float64 holds.
          found.mean += value / finite - found.mean / finite;
        } else if (Number.isNaN(value)) found.nan += 1;
        else found.infinite += 1;
      }
    }
  }
  const { smallest, largest, mean } = found;
  return finite === 0 ? { ...found, smallest: null, largest: null, mean: null } : { ...found, smallest, largest, mean };
}
