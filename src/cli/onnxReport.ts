import { formatBytes } from "../protocol/format.ts";
import type { OnnxInspection } from "../protocol/onnxEntities.ts";
import { table } from "./table.ts";
import { plain } from "./terminal.ts";

const mostTensors = 10;
const mostProblems = 30;

/** What an ONNX file is, for people. @param path as it was asked for */
export function onnxReport(model: OnnxInspection, path: string): string {
  const { inputs, outputs, operators, tensors, tensorCount, problems, problemCount, quantisation } = model;
  const sections = [
    `${plain(path)}\n${facts(model)}`,
    table(
      [
        { title: "INPUT", width: 40 },
        { title: "TYPE", width: 60 },
      ],
      inputs.map(({ name, type }) => [plain(name), plain(type)]),
    ),
    table(
      [
        { title: "OUTPUT", width: 40 },
        { title: "TYPE", width: 60 },
      ],
      outputs.map(({ name, type }) => [plain(name), plain(type)]),
    ),
    table(
      [
        { title: "OPERATOR", width: 40 },
        { title: "DOMAIN", width: 30 },
        { title: "NODES", align: "right" },
      ],
      operators.map(({ name, domain, count }) => [plain(name), plain(domain), String(count)]),
    ),
    ...(quantisation.kind === null ? [] : [`Quantisation: ${quantisation.kind}.\n`]),
    ...(tensors.length === 0 ? [] : [tensorTable(tensors.slice(0, mostTensors)) + left(tensorCount, mostTensors)]),
    problems.length === 0
      ? "No problems were found.\n"
      : `${problems.slice(0, mostProblems).map(problemLine).join("")}${left(problemCount, mostProblems)}`,
  ];
  return sections.join("\n");
}

function facts(model: OnnxInspection): string {
  const { bytes, totalBytes, parameters, nodes, edges, subgraphs, functions, opsets, irVersion, producer } = model;
  const named = [producer, model.producerVersion].filter((part) => part !== "").join(" ");
  const inside = [
    ...(subgraphs === 0 ? [] : [`${subgraphs} inside nodes`]),
    ...(functions.length === 0 ? [] : [counted(functions.length, "function")]),
  ];
  const rows: [string, string][] = [
    [
      "size",
      totalBytes === bytes ? formatBytes(bytes) : `${formatBytes(bytes)}, ${formatBytes(totalBytes)} with its values`,
    ],
    ["format", `IR version ${irVersion ?? "unknown"}`],
    [
      "operators",
      opsets.map(({ domain, version }) => `${plain(domain)} ${version}`).join(", ") || "no version is said",
    ],
    ["made by", plain(named) || "not said"],
    ["parameters", `${parameters.toLocaleString("en-US")} in initialisers`],
    ["graph", [`${counted(nodes, "node")}, ${counted(edges, "edge")}`, ...inside].join(", ")],
    ...model.metadata.map(({ key, value }): [string, string] => [plain(key), plain(value.slice(0, 200))]),
  ];
  const width = Math.min(20, Math.max(...rows.map(([key]) => key.length)));
  return rows.map(([key, value]) => `  ${key.padEnd(width)}  ${value}\n`).join("");
}

const tensorTable = (tensors: OnnxInspection["tensors"]): string =>
  table(
    [
      { title: "INITIALISER", width: 50 },
      { title: "TYPE" },
      { title: "SHAPE", width: 30 },
      { title: "SIZE", align: "right" },
    ],
    tensors.map(({ name, elementType, shape, bytes }) => [
      plain(name),
      plain(elementType),
      shape.join(" × ") || "one value",
      bytes === null ? "" : formatBytes(bytes),
    ]),
  );

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const problemLine = ({ severity, message, place }: OnnxInspection["problems"][number]): string =>
  `${severity}: ${plain(message)}${place === null ? "" : ` (${plain(place)})`}\n`;

const left = (count: number, shown: number): string => (count > shown ? `… and ${count - shown} more\n` : "");
