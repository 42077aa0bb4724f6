import { nothing } from "lit";
import { Directive, directive, type ElementPart, type PartInfo, PartType } from "lit/directive.js";

/** A style's properties by their CSS names. */
export type StyleProperties = Readonly<Record<string, string>>;

/**
 * Sets styles through the object model: unlike a `style` attribute (which lit's own `styleMap` writes first), it is
 * allowed by a content security policy without `'unsafe-inline'`. The names must be the same each time.
 */
class InlineStyle extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("inlineStyle stands inside a tag, apart from its attributes.");
  }

  override render(_style: StyleProperties): typeof nothing {
    return nothing;
  }

  override update({ element }: ElementPart, [style]: [StyleProperties]): typeof nothing {
    if (element instanceof HTMLElement) {
      for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
    }
    return nothing;
  }
}

export const inlineStyle = directive(InlineStyle);
