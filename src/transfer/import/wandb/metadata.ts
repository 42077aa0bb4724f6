import { leaves } from "../flatten.ts";
import type { Plain } from "../pythonText.ts";
import type { Outline } from "./outline.ts";

/** Where older versions keep what newer ones write as a record. */
export const metadataFile = "wandb-metadata.json";

/** Completes what is known of a run by its metadata file. */
export function addMetadata(outline: Outline, metadata: Plain): void {
  const values = new Map(leaves(metadata, "."));
  const text = (name: string): string => {
    const value = values.get(name);
    return typeof value === "string" ? value : "";
  };
  outline.user ||= text("username");
  outline.program ||= text("program");
  outline.commit ||= text("git.commit");
}
