import { html, type PropertyValues, type TemplateResult } from "lit";
import { button } from "./controls.ts";
import { iconButton } from "./icon.ts";
import { data, LightElement } from "./lightElement.ts";
import { messageOf } from "./notice.ts";

/** Text that turns into a field to edit it: Enter (with Ctrl or Cmd in several lines) saves, Escape leaves it. */
export class EditableText extends LightElement {
  static override properties = {
    value: data,
    label: data,
    multiline: data,
    placeholder: data,
    onSave: data,
    editing: { state: true },
    failure: { state: true },
  };
  declare value: string;
  declare label: string;
  declare multiline: boolean;
  declare placeholder: string;
  declare onSave: (value: string) => Promise<void>;
  declare private editing: boolean;
  declare private failure: string | null;

  constructor() {
    super();
    this.multiline = false;
    this.placeholder = "";
    this.editing = false;
    this.failure = null;
  }

  get #field(): HTMLInputElement | HTMLTextAreaElement | null {
    return this.querySelector<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("editing") && this.editing) {
      this.#field?.focus();
      this.#field?.select();
    }
  }

  #close(): void {
    this.editing = false;
    this.failure = null;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".edit-button")?.focus());
  }

  async #save(): Promise<void> {
    const text = this.#field?.value ?? this.value;
    const next = this.multiline ? text : text.trim();
    if (next === this.value || (next === "" && !this.multiline)) return this.#close();
    try {
      await this.onSave(next);
      this.#close();
    } catch (error) {
      this.failure = messageOf(error);
    }
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#close();
    if (event.key === "Enter" && !event.isComposing && (!this.multiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.#save();
    }
  }

  protected override render(): TemplateResult {
    if (!this.editing) {
      const edit = iconButton(
        "edit",
        `Edit ${this.label}`,
        () => {
          this.editing = true;
        },
        { testId: `edit-${this.label}` },
      );
      return html`<span class="editable ${this.multiline ? "multiline" : ""}">
        <span class="editable-text ${this.value === "" ? "muted" : ""}" data-testid=${`text-${this.label}`}
          >${this.value === "" ? this.placeholder : this.value}</span
        ><span class="edit-button" tabindex="-1">${edit}</span>
      </span>`;
    }
    const field = this.multiline
      ? html`<textarea class="field" rows="5" aria-label=${this.label} .value=${this.value} @keydown=${this.#onKey}></textarea>`
      : html`<input class="field" aria-label=${this.label} .value=${this.value} @keydown=${this.#onKey} />`;
    return html`<span class="editing ${this.multiline ? "multiline" : ""}">
      ${field}
      <span class="editing-buttons">
        ${button("Save", () => void this.#save(), { testId: `save-${this.label}` })}
        ${button("Cancel", () => this.#close(), { secondary: true })}
      </span>
      ${this.failure === null ? null : html`<span class="error-text" role="alert">${this.failure}</span>`}
    </span>`;
  }
}

customElements.define("tidemark-editable-text", EditableText);
