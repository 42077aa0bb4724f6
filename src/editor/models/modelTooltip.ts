import { formatNumber } from "../../protocol/format.ts";
import type {
  ModelVersionDetail,
  ModelVersionSummary,
  RegisteredModel,
  SignatureField,
} from "../../protocol/modelEntities.ts";
import { modelSize } from "../../protocol/modelSize.ts";
import { count, shorten } from "../experiments/labels.ts";
import { escapeMarkdown, markdownTable } from "../experiments/tooltip.ts";
import { versionDescription, versionLabel } from "./modelLabels.ts";

const longestDescription = 300;

/** A registered model's tooltip: what it is for, what its aliases mean, its tags. */
export function modelTooltip(model: RegisteredModel): string {
  const parts = [
    `**${escapeMarkdown(model.name)}** · ${count(model.versions, "version")}`,
    ...described(model.description),
  ];
  if (model.aliases.length > 0) {
    const rows = model.aliases.map(({ alias, version }) => [`@${alias}`, `v${version}`] as const);
    parts.push(markdownTable("Alias", "Version", rows));
  }
  if (model.tags.length > 0) {
    parts.push(
      markdownTable(
        "Tag",
        "Value",
        model.tags.map(({ key, value }) => [key, value] as const),
      ),
    );
  }
  return parts.join("\n\n");
}

/** What a version's tooltip says before its details have come. */
export const versionTooltipHead = (version: ModelVersionSummary, now: number): string =>
  `**${escapeMarkdown(`${version.name} ${versionLabel(version)}`)}**  \n${escapeMarkdown(versionDescription(version, now))}`;

/** The whole tooltip: where it comes from, its metrics and its signature. */
export function versionTooltip(detail: ModelVersionDetail, now: number): string {
  const { version, run, metrics, files } = detail;
  const parts = [versionTooltipHead(version, now), ...described(detail.description)];
  if (run !== null) parts.push(`from run ${escapeMarkdown(run.name)} of ${escapeMarkdown(run.experimentName)}`);
  if (metrics.length > 0) {
    parts.push(
      markdownTable(
        detail.metricsOf === "model" ? "Metric" : "Metric of its run",
        "Value",
        metrics.map(({ key, value }) => [key, formatNumber(value)] as const),
      ),
    );
  }
  const signature = files.description?.signature;
  if (signature !== null && signature !== undefined) {
    parts.push(`${escapeMarkdown(sideWords(signature.inputs))} → ${escapeMarkdown(sideWords(signature.outputs))}`);
  }
  const flavors = files.description?.flavors.map(({ name }) => name) ?? [];
  if (files.folder !== null && files.files.length > 0) {
    parts.push(escapeMarkdown([...flavors, modelSize(files)].join(" · ")));
  }
  return parts.join("\n\n");
}

const described = (text: string): readonly string[] =>
  text.trim() === "" ? [] : [escapeMarkdown(shorten(text.trim(), longestDescription))];

/** `a double, b long, …and 3 more`. */
function sideWords(fields: readonly SignatureField[]): string {
  if (fields.length === 0) return "nothing";
  const named = fields.slice(0, 4).map(fieldWords);
  return [...named, ...(fields.length > 4 ? [`…and ${fields.length - 4} more`] : [])].join(", ");
}

/** `image uint8 (-1, 28, 28)`. */
const fieldWords = ({ name, type, shape }: SignatureField): string =>
  shorten([name, type, shape].filter((part) => part !== null).join(" "), 80);
