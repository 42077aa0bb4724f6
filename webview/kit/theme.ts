import type { ThemeKind } from "./palette.ts";

/** What a canvas needs to know of the theme, which style sheets get from variables. */
export interface ChartTheme {
  readonly kind: ThemeKind;
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly accent: string;
  readonly font: string;
}

let current: ChartTheme | undefined;
const listeners = new Set<() => void>();

/** The theme as it is now. */
export function chartTheme(): ChartTheme {
  current ??= readTheme();
  return current;
}

/** Calls `listener` after every change of theme until the returned function is called. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Begins to watch; called once by each page. The editor marks the theme on `body` and sets variables on `html`. */
export function watchTheme(): void {
  const observer = new MutationObserver(() => {
    current = undefined;
    for (const listener of listeners) listener();
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
}

function readTheme(): ChartTheme {
  const style = getComputedStyle(document.body);
  const variable = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  const kind = themeKind(document.body.classList);
  const highContrast = kind === "hcDark" || kind === "hcLight";
  const foreground = variable("--vscode-foreground", style.color);
  return {
    kind,
    foreground,
    muted: highContrast ? foreground : variable("--vscode-descriptionForeground", foreground),
    grid: `color-mix(in srgb, ${foreground} ${highContrast ? 32 : 14}%, transparent)`,
    accent: variable("--vscode-focusBorder", foreground),
    font: variable("--vscode-font-family", "sans-serif"),
  };
}

function themeKind(classes: DOMTokenList): ThemeKind {
  if (classes.contains("vscode-high-contrast-light")) return "hcLight";
  if (classes.contains("vscode-high-contrast")) return "hcDark";
  return classes.contains("vscode-light") ? "light" : "dark";
}
