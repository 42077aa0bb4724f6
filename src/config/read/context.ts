import type { Report, Severity } from "../problems.ts";
import type { Range } from "../text/lines.ts";

/** Where readers put what they find besides their result. */
export interface Context {
  readonly report: Report;
  /** See `ConfigReading.places`. */
  readonly places: Map<string, Range>;
}

export const tellError = (context: Context, message: string, range: Range, path: string): void =>
  context.report({ message, severity: "error" satisfies Severity, range, path });
