import { formatNumber, formatShortAge } from "../../protocol/format.ts";
import type { ModelVersionSummary, RegisteredModel } from "../../protocol/modelEntities.ts";
import { count, oneLine, type StatusIcon } from "../experiments/labels.ts";

/** `@champion @production`. */
const aliasWords = (aliases: readonly string[]): string => aliases.map((alias) => `@${oneLine(alias)}`).join(" ");

/** `v3 @champion`. */
export const versionLabel = ({ version, aliases }: Pick<ModelVersionSummary, "version" | "aliases">): string =>
  [`v${version}`, ...(aliases.length === 0 ? [] : [aliasWords(aliases)])].join(" ");

/** `digits v3`. */
export const versionName = ({ name, version }: { readonly name: string; readonly version: number }): string =>
  `${oneLine(name)} v${version}`;

/** `Production · 0.93 val_acc · 3m`: what tells versions apart first, because a narrow side bar cuts off what comes last. */
export function versionDescription(version: ModelVersionSummary, now: number): string {
  const parts: string[] = [];
  if (version.stage !== "None") parts.push(version.stage);
  if (version.headline !== null) parts.push(headlineWords(version.headline));
  parts.push(formatShortAge(version.createdAt, now));
  return parts.join(" · ");
}

const headlineWords = ({ key, value }: NonNullable<ModelVersionSummary["headline"]>): string =>
  `${formatNumber(value)} ${oneLine(key)}`;

/** `v3 @champion · 4 versions`: the version that an alias means, else the latest. */
export function modelDescription(model: RegisteredModel): string {
  const versions = count(model.versions, "version");
  const [first] = model.aliases;
  if (first === undefined) return model.latest === null ? versions : `v${model.latest.version} · ${versions}`;
  const aliases = model.aliases.filter(({ version }) => version === first.version).map(({ alias }) => alias);
  return `${versionLabel({ version: first.version, aliases })} · ${versions}`;
}

/** A version that an alias names stands out: it is the one that somebody loads. */
export const versionIcon = ({ aliases }: Pick<ModelVersionSummary, "aliases">): StatusIcon =>
  aliases.length > 0
    ? { icon: "bookmark", color: "testing.iconPassed" }
    : { icon: "git-commit", color: "icon.foreground" };

/** For screen readers, which read icons by these words only. */
export function versionAccessibleLabel(version: ModelVersionSummary, now: number): string {
  const aliases = version.aliases.length === 0 ? "" : `, alias ${version.aliases.map(oneLine).join(", ")}`;
  return `${oneLine(version.name)} version ${version.version}${aliases}, ${versionDescription(version, now)}`;
}
