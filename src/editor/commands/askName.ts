import { window } from "vscode";

export interface NameQuestion {
  readonly title: string;
  readonly prompt?: string;
  readonly value?: string;
}

/** Asks for a name; undefined when the user thought better of it or left it as it was. */
export async function askName({ title, prompt, value }: NameQuestion): Promise<string | undefined> {
  const name = await window.showInputBox({
    title,
    ...(prompt === undefined ? {} : { prompt }),
    ...(value === undefined ? {} : { value }),
    validateInput: (text) => (text.trim() === "" ? "A name is needed" : undefined),
  });
  return name === value ? undefined : name?.trim();
}
