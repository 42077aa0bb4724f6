/** Follows the pointer until its button is let go. */
export function whilePointerDown(
  move: (event: PointerEvent) => void,
  up: (event: PointerEvent) => void = () => undefined,
): void {
  const end = (event: PointerEvent): void => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", end);
    up(event);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end);
}
