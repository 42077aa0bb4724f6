import { withoutSecrets } from "../../client/trackingEnvironment.ts";

/** What the user said when terminals already knew another tracking address. */
export type AddressChoice = "tidemark" | "keepOnce" | "keepAlways";

export interface EnvironmentFacts {
  /** The setting `tidemark.terminal.environment`. */
  readonly enabled: boolean;
  /** The engine's address, or null when it does not run. */
  readonly url: string | null;
  /** MLFLOW_TRACKING_URI as the user has set it, outside of Tidemark. */
  readonly userUri: string | undefined;
  /** What was chosen before, and for which address. */
  readonly choice: { readonly uri: string; readonly choice: AddressChoice } | undefined;
}

export type EnvironmentDecision =
  /** Terminals get Tidemark's address. */
  | { readonly kind: "set" }
  /** Terminals are left alone; `why` goes to the status bar's tooltip. */
  | { readonly kind: "leave"; readonly why: string }
  /** What was set stays set: the engine keeps its address while it is away. */
  | { readonly kind: "keep" }
  /** Ask; until there is an answer terminals are left alone. */
  | { readonly kind: "ask"; readonly uri: string };

/** Decides whether terminals get Tidemark's address. An address that the user has set is never replaced unasked. */
export function decideEnvironment({ enabled, url, userUri, choice }: EnvironmentFacts): EnvironmentDecision {
  if (!enabled) return { kind: "leave", why: "Terminals are left alone (tidemark.terminal.environment is off)." };
  const other = userUri === undefined || userUri.trim() === "" ? undefined : userUri.trim();
  if (other !== undefined && !(url !== null && sameAddress(other, url))) {
    // A choice holds for the address that it was made for.
    const chosen = choice?.uri === other ? choice.choice : undefined;
    if (chosen === undefined) return { kind: "ask", uri: other };
    if (chosen !== "tidemark")
      return { kind: "leave", why: `Terminals log to your own address, ${withoutSecrets(other)}.` };
  }
  return url === null ? { kind: "keep" } : { kind: "set" };
}

const sameAddress = (a: string, b: string): boolean => a.replace(/\/+$/, "") === b.replace(/\/+$/, "");

/** The user's own address: what settings give to terminals counts before what the editor was started with. */
export function userTrackingUri(
  terminalSettings: unknown,
  editorEnvironment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const name = "MLFLOW_TRACKING_URI";
  if (typeof terminalSettings === "object" && terminalSettings !== null && name in terminalSettings) {
    const value: unknown = Reflect.get(terminalSettings, name);
    // Null takes the variable out of terminals.
    return typeof value === "string" ? value : undefined;
  }
  const inherited = editorEnvironment[name];
  // `code .` in a terminal of another Tidemark window hands over that window's address, which nobody has chosen.
  const fromTidemark = editorEnvironment.TIDEMARK_NODE !== undefined && /^http:\/\/127\.0\.0\.1:/.test(inherited ?? "");
  return fromTidemark ? undefined : inherited;
}
