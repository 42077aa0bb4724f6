import type { ByteRange } from "./fileBytes.ts";
import type { ListField, OnnxTensor, TensorContent } from "./onnxModel.ts";
import type { WireField } from "./wireReader.ts";

const listFields: Readonly<Record<string, ListField>> = {
  float_data: "float_data",
  int32_data: "int32_data",
  int64_data: "int64_data",
  double_data: "double_data",
  uint64_data: "uint64_data",
};
const isExternal = 1;

/** Reads what a TensorProto says of itself, and where its values are. */
export function readTensor(message: WireField): OnnxTensor {
  let name = "";
  let elementType = 0;
  const shape: number[] = [];
  let raw: ByteRange | undefined;
  let list: { field: ListField; ranges: ByteRange[] } | undefined;
  let strings = 0;
  let external = false;
  const entries = new Map<string, string>();
  message.each((field) => {
    if (field.name === "name") name = field.text();
    else if (field.name === "data_type") elementType = field.integer();
    else if (field.name === "dims") shape.push(...field.integers());
    else if (field.name === "raw_data") raw = field.range;
    else if (field.name === "string_data") strings += 1;
    else if (field.name === "data_location") external = field.integer() === isExternal;
    else if (field.name === "external_data") {
      const { key, value } = readEntry(field);
      entries.set(key, value);
    } else {
      const listField = listFields[field.name];
      if (listField === undefined) return;
      if (list?.field !== listField) list = { field: listField, ranges: [] };
      const last = list.ranges.at(-1);
      if (last?.end === field.range.start)
        list.ranges[list.ranges.length - 1] = { start: last.start, end: field.range.end };
      else list.ranges.push(field.range);
    }
  });
  const content: TensorContent = external
    ? { kind: "external", entries }
    : raw !== undefined
      ? { kind: "raw", range: raw }
      : list !== undefined
        ? { kind: "list", ...list }
        : strings > 0
          ? { kind: "strings", count: strings }
          : { kind: "none" };
  return { name, elementType, shape, content };
}

/** Reads a StringStringEntryProto. */
export function readEntry(message: WireField): { key: string; value: string } {
  let key = "";
  let value = "";
  message.each((field) => {
    if (field.name === "key") key = field.text();
    else if (field.name === "value") value = field.text();
  });
  return { key, value };
}
