import type { ByteRange } from "./fileBytes.ts";

/** Where the values of a tensor are. */
export type TensorContent =
  | { readonly kind: "raw"; readonly range: ByteRange }
  /** A list of a type of its own; the parts follow each other. */
  | { readonly kind: "list"; readonly field: ListField; readonly ranges: readonly ByteRange[] }
  | { readonly kind: "strings"; readonly count: number }
  | { readonly kind: "external"; readonly entries: ReadonlyMap<string, string> }
  | { readonly kind: "none" };

export type ListField = "float_data" | "int32_data" | "int64_data" | "double_data" | "uint64_data";

export interface OnnxTensor {
  readonly name: string;
  /** ONNX's number of it. */
  readonly elementType: number;
  readonly shape: readonly number[];
  readonly content: TensorContent;
}

/** A length, or the name of one; null when nothing is said. */
export type Dimension = number | string | null;

export type OnnxType =
  | {
      readonly kind: "tensor" | "sparse tensor";
      readonly elementType: number;
      readonly shape: readonly Dimension[] | null;
    }
  | { readonly kind: "sequence" | "optional"; readonly element: OnnxType }
  | { readonly kind: "map"; readonly keyType: number; readonly value: OnnxType }
  | { readonly kind: "unknown" };

export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
}

export interface OnnxNode {
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly graphs: readonly { readonly attribute: string; readonly graph: OnnxGraph }[];
  /** Tensors among its attributes, such as a constant's value. */
  readonly tensors: readonly OnnxTensor[];
  /** Of a classifier, or a map of its scores: its classes in their order. */
  readonly classes: readonly string[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initialisers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly values: readonly OnnxValue[];
}

export interface OnnxFunction {
  readonly name: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly nodes: readonly OnnxNode[];
  readonly opsets: readonly Opset[];
}

export interface Opset {
  readonly domain: string;
  readonly version: number;
}

/** An ONNX file without the values of its tensors. */
export interface OnnxModel {
  readonly irVersion: number | null;
  readonly producer: string;
  readonly producerVersion: string;
  readonly domain: string;
  readonly modelVersion: number | null;
  readonly opsets: readonly Opset[];
  readonly metadata: readonly { readonly key: string; readonly value: string }[];
  readonly graph: OnnxGraph | null;
  readonly functions: readonly OnnxFunction[];
}
