export const shells = ["sh", "fish", "powershell", "cmd"] as const;
export type Shell = (typeof shells)[number];

type Variables = Readonly<Record<string, string>>;

/** What tells MLflow's client where to log. */
export const trackingVariables = (address: { readonly url: string; readonly token: string | null }): Variables => ({
  MLFLOW_TRACKING_URI: address.url,
  ...(address.token === null ? {} : { MLFLOW_TRACKING_TOKEN: address.token }),
});

/** Lines that set variables in a shell. */
export function environmentLines(variables: Variables, shell: Shell): string {
  const line = {
    sh: (name: string, value: string) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
    fish: (name: string, value: string) => `set -gx ${name} '${value.replace(/[\\']/g, "\\$&")}'`,
    powershell: (name: string, value: string) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
    cmd: (name: string, value: string) => `set "${name}=${value.replace(/[%"]/g, "")}"`,
  }[shell];
  return Object.entries(variables)
    .map(([name, value]) => `${line(name, value)}\n`)
    .join("");
}

/** A tracking address that the user has chosen: neither the engine's nor another Tidemark terminal's. Null when none. */
export function chosenElsewhere(environment: NodeJS.ProcessEnv, engineUrl: string | null): string | null {
  const uri = environment.MLFLOW_TRACKING_URI?.trim();
  if (uri === undefined || uri === "") return null;
  if (engineUrl !== null && uri.replace(/\/+$/, "") === engineUrl) return null;
  const fromTidemark = environment.TIDEMARK_NODE !== undefined && /^http:\/\/127\.0\.0\.1:/.test(uri);
  return fromTidemark ? null : uri;
}

/** An address to show: without user name or password. */
export const withoutSecrets = (uri: string): string => uri.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, "$1");

/** Tags for every run that a command makes: MLflow's client takes them from `MLFLOW_RUN_CONTEXT`. */
export function runContext(inherited: string | undefined, tags: Variables): string {
  return JSON.stringify({ ...parseTags(inherited), ...tags });
}

function parseTags(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    const tags: unknown = JSON.parse(text);
    return typeof tags === "object" && tags !== null && !Array.isArray(tags) ? { ...tags } : {};
  } catch {
    return {}; // MLflow's client would ignore it as well.
  }
}
