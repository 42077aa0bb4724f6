/** How to reach the engine over HTTP. */
export interface Address {
  readonly url: string;
  /** Null when the engine asks for none. */
  readonly token: string | null;
}

/** Lines to paste into a terminal elsewhere, so that MLflow clients there log here. */
export function environmentLines({ url, token }: Address, shell: "sh" | "powershell"): string {
  const variables = [["MLFLOW_TRACKING_URI", url], ...(token === null ? [] : [["MLFLOW_TRACKING_TOKEN", token]])];
  const line = ([name, value]: readonly string[]): string =>
    shell === "sh" ? `export ${name}='${value}'` : `$env:${name} = '${value}'`;
  return `${variables.map(line).join("\n")}\n`;
}
