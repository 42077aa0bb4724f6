import type { Dimension, OnnxType } from "./onnxModel.ts";
import type { WireField } from "./wireReader.ts";

/** Reads a TypeProto. */
export function readType(message: WireField): OnnxType {
  let type: OnnxType = { kind: "unknown" };
  message.each((field) => {
    if (field.name === "tensor_type") type = readTensorType(field, "tensor");
    else if (field.name === "sparse_tensor_type") type = readTensorType(field, "sparse tensor");
    else if (field.name === "sequence_type") type = { kind: "sequence", element: readElement(field) };
    else if (field.name === "optional_type") type = { kind: "optional", element: readElement(field) };
    else if (field.name === "map_type") type = readMapType(field);
  });
  return type;
}

function readTensorType(message: WireField, kind: "tensor" | "sparse tensor"): OnnxType {
  let elementType = 0;
  let shape: Dimension[] | null = null;
  message.each((field) => {
    if (field.name === "elem_type") elementType = field.integer();
    else if (field.name === "shape") {
      const dimensions: Dimension[] = [];
      field.each((dimension) => {
        let length: Dimension = null;
        dimension.each((part) => {
          if (part.name === "dim_value") length = part.integer();
          else if (part.name === "dim_param") length = part.text();
        });
        dimensions.push(length);
      });
      shape = dimensions;
    }
  });
  return { kind, elementType, shape };
}

function readElement(message: WireField): OnnxType {
  let element: OnnxType = { kind: "unknown" };
  message.each((field) => {
    if (field.name === "elem_type") element = readType(field);
  });
  return element;
}

function readMapType(message: WireField): OnnxType {
  let keyType = 0;
  let value: OnnxType = { kind: "unknown" };
  message.each((field) => {
    if (field.name === "key_type") keyType = field.integer();
    else if (field.name === "value_type") value = readType(field);
  });
  return { kind: "map", keyType, value };
}
