import { LitElement } from "lit";

/**
 * A component without a shadow root: one style sheet serves the page, and tables and labels keep their meaning for
 * screen readers across components.
 */
export abstract class LightElement extends LitElement {
  protected override createRenderRoot(): this {
    return this;
  }
}

/** How a component declares a property that is data, never an attribute. */
export const data = { attribute: false } as const;
