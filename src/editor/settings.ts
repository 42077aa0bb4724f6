import { type Disposable, workspace } from "vscode";
import { settingDefaults } from "./ids.ts";

type Widened<T> = T extends boolean ? boolean : T extends number ? number : T extends string ? string : never;

/** Every setting below `tidemark.` and what it holds. */
export type Settings = { readonly [K in keyof typeof settingDefaults]: Widened<(typeof settingDefaults)[K]> };

/** A setting's value; one of a wrong type, written by hand, counts as its default. */
export function setting<K extends keyof Settings>(key: K): Settings[K] {
  const fallback: Settings[K] = settingDefaults[key] as Settings[K];
  const value: unknown = workspace.getConfiguration("tidemark").get(key);
  return typeof value === typeof fallback ? (value as Settings[K]) : fallback;
}

/** Calls `listener` when any of these settings changes. */
export function onSetting(keys: readonly (keyof Settings)[], listener: () => void): Disposable {
  return workspace.onDidChangeConfiguration((change) => {
    if (keys.some((key) => change.affectsConfiguration(`tidemark.${key}`))) listener();
  });
}
