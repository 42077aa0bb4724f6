import type { FileBytes } from "./fileBytes.ts";
import type { OnnxFunction, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue, Opset } from "./onnxModel.ts";
import { readEntry, readTensor } from "./readTensor.ts";
import { readType } from "./readType.ts";
import { onnxSchema } from "./schema.ts";
import { readMessage, usualLimits, type WireField } from "./wireReader.ts";

/**
 * Reads an ONNX file, but not the values of its tensors.
 * @throws TidemarkError `invalidParameter` with the field and byte where it is none
 */
export function readModel(bytes: FileBytes, limits = usualLimits): OnnxModel {
  const opsets: Opset[] = [];
  const metadata: { key: string; value: string }[] = [];
  const functions: OnnxFunction[] = [];
  let model: Omit<OnnxModel, "opsets" | "metadata" | "functions"> = {
    irVersion: null,
    producer: "",
    producerVersion: "",
    domain: "",
    modelVersion: null,
    graph: null,
  };
  const read = (field: WireField): void => {
    if (field.name === "ir_version") model = { ...model, irVersion: field.integer() };
    else if (field.name === "producer_name") model = { ...model, producer: field.text() };
    else if (field.name === "producer_version") model = { ...model, producerVersion: field.text() };
    else if (field.name === "domain") model = { ...model, domain: field.text() };
    else if (field.name === "model_version") model = { ...model, modelVersion: field.integer() };
    else if (field.name === "graph") model = { ...model, graph: readGraph(field) };
    else if (field.name === "opset_import") opsets.push(readOpset(field));
    else if (field.name === "metadata_props") metadata.push(readEntry(field));
    else if (field.name === "functions") functions.push(readFunction(field));
  };
  readMessage(bytes, onnxSchema.lookupType("ModelProto"), read, limits);
  return { ...model, opsets, metadata, functions };
}

function readGraph(message: WireField): OnnxGraph {
  let name = "";
  const nodes: OnnxNode[] = [];
  const initialisers: OnnxTensor[] = [];
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const values: OnnxValue[] = [];
  message.each((field) => {
    if (field.name === "name") name = field.text();
    else if (field.name === "node") nodes.push(readNode(field));
    else if (field.name === "initializer") initialisers.push(readTensor(field));
    else if (field.name === "sparse_initializer") initialisers.push(readSparseTensor(field));
    else if (field.name === "input") inputs.push(readValue(field));
    else if (field.name === "output") outputs.push(readValue(field));
    else if (field.name === "value_info") values.push(readValue(field));
  });
  return { name, nodes, initialisers, inputs, outputs, values };
}

/** Of the operators in `ai.onnx.ml`; only one of them is filled. */
const classAttributes = new Set(["classlabels_strings", "classlabels_ints", "classlabels_int64s"]);

function readNode(message: WireField): OnnxNode {
  let name = "";
  let operator = "";
  let domain = "";
  const inputs: string[] = [];
  const outputs: string[] = [];
  const graphs: { attribute: string; graph: OnnxGraph }[] = [];
  const tensors: OnnxTensor[] = [];
  const classes: string[] = [];
  message.each((field) => {
    if (field.name === "name") name = field.text();
    else if (field.name === "op_type") operator = field.text();
    else if (field.name === "domain") domain = field.text();
    else if (field.name === "input") inputs.push(field.text());
    else if (field.name === "output") outputs.push(field.text());
    else if (field.name === "attribute") {
      let attribute = "";
      const inner: OnnxGraph[] = [];
      field.each((part) => {
        if (part.name === "name") attribute = part.text();
        else if (part.name === "g" || part.name === "graphs") inner.push(readGraph(part));
        else if (part.name === "t") tensors.push(readTensor(part));
        else if (!classAttributes.has(attribute)) return;
        else if (part.name === "strings") classes.push(part.text());
        else if (part.name === "ints") classes.push(...part.integers().map(String));
      });
      graphs.push(...inner.map((graph) => ({ attribute, graph })));
    }
  });
  return { name, operator, domain, inputs, outputs, graphs, tensors, classes };
}

function readFunction(message: WireField): OnnxFunction {
  let name = "";
  let domain = "";
  const inputs: string[] = [];
  const outputs: string[] = [];
  const nodes: OnnxNode[] = [];
  const opsets: Opset[] = [];
  message.each((field) => {
    if (field.name === "name") name = field.text();
    else if (field.name === "domain") domain = field.text();
    else if (field.name === "input") inputs.push(field.text());
    else if (field.name === "output") outputs.push(field.text());
    else if (field.name === "node") nodes.push(readNode(field));
    else if (field.name === "opset_import") opsets.push(readOpset(field));
  });
  return { name, domain, inputs, outputs, nodes, opsets };
}

/** A sparse tensor has the name and type of its values, and a shape of its own. */
function readSparseTensor(message: WireField): OnnxTensor {
  let values: OnnxTensor = { name: "", elementType: 0, shape: [], content: { kind: "none" } };
  message.each((field) => {
    if (field.name === "values") values = readTensor(field);
  });
  return values;
}

function readValue(message: WireField): OnnxValue {
  let name = "";
  let type: OnnxValue["type"] = { kind: "unknown" };
  message.each((field) => {
    if (field.name === "name") name = field.text();
    else if (field.name === "type") type = readType(field);
  });
  return { name, type };
}

function readOpset(message: WireField): Opset {
  let domain = "";
  let version = 0;
  message.each((field) => {
    if (field.name === "domain") domain = field.text();
    else if (field.name === "version") version = field.integer();
  });
  return { domain, version };
}
