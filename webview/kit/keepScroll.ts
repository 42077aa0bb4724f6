import type { LightElement } from "./lightElement.ts";

/** Puts the page back to where it was scrolled to once its content is there, then tells where it goes. */
export async function keepScroll(
  page: LightElement,
  options: { wanted: number; hasContent: () => boolean; remember: (scroll: number) => void },
): Promise<void> {
  while (!options.hasContent()) {
    await new Promise(requestAnimationFrame);
    await page.updateComplete;
  }
  window.scrollTo({ top: options.wanted });
  let waiting = false;
  window.addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        options.remember(window.scrollY);
      });
    },
    { passive: true },
  );
}
