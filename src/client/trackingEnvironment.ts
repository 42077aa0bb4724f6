export const shells = ["sh", "fish", "powershell", "cmd"] as const;
export type Shell = (typeof shells)[number];

/** How to reach the engine over HTTP. */
export interface Address {
  readonly url: string;
  /** Null when the engine asks for none. */
  readonly token: string | null;
}

export type Variables = Readonly<Record<string, string>>;

/** What tells MLflow's client where to log. */
export const trackingVariables = (address: Address): Variables => ({
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

/** An address to show: without user name or password. */
export const withoutSecrets = (uri: string): string => uri.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, "$1");
