import { html, type TemplateResult } from "lit";
import type { PageMemory } from "./hostChannel.ts";
import { keepScroll } from "./keepScroll.ts";
import { data, LightElement } from "./lightElement.ts";
import { disconnected, messageOf } from "./notice.ts";

/** A page whose content comes from the host: what failed last, whether the engine is there, and what is remembered. */
export abstract class LivePage<M extends { readonly scroll: number }> extends LightElement {
  static override properties = { failure: data, connected: data };
  declare protected failure: string | null;
  declare protected connected: boolean;
  protected readonly memory: PageMemory<M>;

  constructor(memory: PageMemory<M>) {
    super();
    this.memory = memory;
    this.failure = null;
    this.connected = true;
  }

  /** Whether there is anything to scroll in yet. */
  protected abstract get hasContent(): boolean;

  protected override firstUpdated(): void {
    void keepScroll(this, {
      wanted: this.memory.value.scroll,
      hasContent: () => this.hasContent,
      remember: (scroll) => this.memory.update({ ...this.memory.value, scroll }),
    });
  }

  protected readonly fail = (error: unknown): void => {
    this.failure = messageOf(error);
  };

  /** Runs what a button asks for; a failure is shown on the page. */
  protected readonly act = (action: () => Promise<unknown>): void => {
    action().then(() => undefined, this.fail);
  };

  protected readonly remember = (change: Partial<M>): void => {
    this.memory.update(change);
    this.requestUpdate();
  };

  /** What is wrong, above everything else. */
  protected troubles(): TemplateResult {
    return html`${this.connected ? null : disconnected()}
    ${this.failure === null ? null : html`<div class="error-text" role="alert">${this.failure}</div>`}`;
  }
}
