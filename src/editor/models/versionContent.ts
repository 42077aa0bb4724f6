import { formatNumber } from "../../protocol/format.ts";
import type { ModelVersionDetail, SignatureField } from "../../protocol/modelEntities.ts";
import { oneLine, shorten } from "../experiments/labels.ts";
import type { FactNode, ModelTreeNode, VersionSectionNode } from "./modelNodes.ts";

/** The items below a version: where it comes from, what it was measured at, what it takes and gives, and its files. */
export function versionContent(detail: ModelVersionDetail): readonly ModelTreeNode[] {
  const { version, run, metrics, files } = detail;
  const of = { name: version.name, version: version.version };
  const id = `${of.name}/${of.version}`;
  const signature = files.description?.signature;
  const section = (name: VersionSectionNode["section"], count: number, cut = false): readonly VersionSectionNode[] =>
    count === 0 ? [] : [{ kind: "versionSection", id: `${name}:${id}`, of, section: name, count, cut }];
  const content: ModelTreeNode[] = [
    ...(run === null ? [] : [{ kind: "source" as const, id: `source:${id}`, runId: run.id, name: oneLine(run.name) }]),
    ...section("metrics", metrics.length),
    ...section("inputs", signature?.inputs.length ?? 0),
    ...section("outputs", signature?.outputs.length ?? 0),
    ...section("files", files.files.length, files.cut),
  ];
  if (content.length > 0) return content;
  const text = files.folder === null ? `Its files are kept elsewhere: ${files.uri}` : "Nothing is known of it";
  return [{ kind: "modelText", id: `text:${id}`, text }];
}

/** The items of a section. */
export function sectionContent(
  detail: ModelVersionDetail,
  section: VersionSectionNode["section"],
): readonly ModelTreeNode[] {
  const { version, metrics, files } = detail;
  const of = { name: version.name, version: version.version };
  const id = `${of.name}/${of.version}`;
  switch (section) {
    case "metrics":
      return metrics.map(({ key, value, dataset }, index) => {
        const on = dataset === null ? "" : ` on ${dataset}`;
        return {
          kind: "fact",
          id: `metric:${id}:${index}`,
          section,
          label: key,
          text: `${formatNumber(value)}${oneLine(on)}`,
          tooltip: `${key}: ${value}${on}`,
        };
      });
    case "inputs":
    case "outputs":
      return (files.description?.signature?.[section] ?? []).map((field, index) =>
        fieldNode(field, section, `${section}:${id}:${index}`),
      );
    case "files":
      return files.files.map(({ path, size }) => ({ kind: "modelFile", id: `file:${id}:${path}`, of, path, size }));
  }
}

function fieldNode(field: SignatureField, section: FactNode["section"], id: string): FactNode {
  const { name, type, shape, required } = field;
  const text = [type, ...(shape === null ? [] : [shape]), ...(required ? [] : ["optional"])].join(" ");
  const label = name ?? (section === "inputs" ? "input" : "output");
  return {
    kind: "fact",
    id,
    section,
    label,
    text: shorten(oneLine(text), 200),
    tooltip: shorten(`${label}: ${text}`, 4000),
  };
}
