import compareVersions from "semver/functions/compare.js";

/** What a program and the engine it found must know of each other. */
export interface Version {
  readonly version: string;
  readonly protocol: number;
}

/**
 * What to do with an engine that runs already: use it, replace it by one's own because that is newer,
 * or refuse because it is newer and speaks a protocol that this side does not know.
 */
export function handOver(running: Version, own: Version): "attach" | "replace" | "refuse" {
  const order = compareVersions(running.version, own.version);
  if (order < 0) return "replace";
  if (running.protocol === own.protocol) return "attach";
  return order > 0 ? "refuse" : "replace";
}
