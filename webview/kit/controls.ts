import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-checkbox/index.js";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-tab-header/index.js";
import "@vscode-elements/elements/dist/vscode-tab-panel/index.js";
import "@vscode-elements/elements/dist/vscode-tabs/index.js";
import "@vscode-elements/elements/dist/vscode-textarea/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { icon } from "./icon.ts";

/** What a control that was just changed holds. */
const textOf = (event: Event): string => {
  const control = event.target;
  return typeof control === "object" && control !== null && "value" in control ? String(control.value) : "";
};

const checkedOf = (event: Event): boolean => {
  const control = event.target;
  return typeof control === "object" && control !== null && "checked" in control && control.checked === true;
};

/** A field that narrows what is shown while one types. */
export const filterField = (
  label: string,
  value: string,
  onInput: (value: string) => void,
  testId: string,
): TemplateResult => html`<vscode-textfield
  class="filter"
  placeholder=${label}
  .label=${label}
  .value=${value}
  data-testid=${testId}
  @input=${(event: Event) => onInput(textOf(event))}
>
  ${icon("search", "content-before")}
</vscode-textfield>`;

/** @param spoken what screen readers say before the label, where that alone does not tell what is chosen */
export const checkbox = (
  label: string,
  checked: boolean,
  onChange: (checked: boolean) => void,
  testId: string,
  spoken?: string,
): TemplateResult => html`<vscode-checkbox
  label=${ifDefined(spoken === undefined ? label : undefined)}
  .checked=${checked}
  data-testid=${testId}
  @change=${(event: Event) => onChange(checkedOf(event))}
>${spoken === undefined ? null : html`<span class="sr-only">${spoken}</span>${label}`}</vscode-checkbox>`;

export const select = <T extends string>(
  label: string,
  value: T,
  options: readonly { readonly value: T; readonly label: string }[],
  onChange: (value: T) => void,
  testId: string,
): TemplateResult => html`<vscode-single-select
  .label=${label}
  title=${label}
  data-testid=${testId}
  .value=${value}
  @change=${(event: Event) => {
    const chosen = options.find((option) => option.value === textOf(event));
    if (chosen !== undefined) onChange(chosen.value);
  }}
>
  ${options.map((option) => html`<vscode-option value=${option.value} ?selected=${option.value === value}>${option.label}</vscode-option>`)}
</vscode-single-select>`;

export const button = (
  label: string,
  onClick: () => void,
  options: { icon?: string; secondary?: boolean; testId?: string; disabled?: boolean; title?: string } = {},
): TemplateResult => html`<vscode-button
  ?secondary=${options.secondary ?? false}
  ?disabled=${options.disabled ?? false}
  title=${options.title ?? label}
  data-testid=${options.testId ?? "button"}
  @click=${onClick}
>
  ${options.icon === undefined ? null : icon(options.icon, "content-before")}${label}
</vscode-button>`;

/** A slider: the native one, which the keyboard and screen readers know. */
export const slider = (
  label: string,
  value: number,
  onInput: (value: number) => void,
  testId: string,
): TemplateResult => html`<label class="slider">
  <span>${label}</span>
  <input
    type="range"
    min="0"
    max="0.99"
    step="0.01"
    .value=${String(value)}
    data-testid=${testId}
    @input=${(event: Event) => onInput(Number(textOf(event)))}
  />
  <output>${value.toFixed(2)}</output>
</label>`;

/** Tabs; only the chosen one's content is rendered. */
export const tabs = <T extends string>(
  list: readonly { readonly id: T; readonly label: string; readonly count?: number }[],
  chosen: T,
  onChoose: (id: T) => void,
  content: () => unknown,
): TemplateResult => html`<vscode-tabs
  class="tabs"
  .selectedIndex=${Math.max(
    0,
    list.findIndex((tab) => tab.id === chosen),
  )}
  @vsc-tabs-select=${(event: CustomEvent<{ selectedIndex: number }>) => {
    const tab = list[event.detail.selectedIndex];
    if (tab !== undefined) onChoose(tab.id);
  }}
>
  ${list.map(
    (tab) => html`<vscode-tab-header slot="header" data-testid=${`tab-${tab.id}`}>
        ${tab.label}${tab.count === undefined || tab.count === 0 ? null : html` <span class="count">${tab.count.toLocaleString("en")}</span>`}
      </vscode-tab-header>
      <vscode-tab-panel>${tab.id === chosen ? content() : null}</vscode-tab-panel>`,
  )}
</vscode-tabs>`;
