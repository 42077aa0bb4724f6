/** Which part of a drawing is seen: its top left corner, and how many pixels a unit takes. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const smallest = 0.001;
const largest = 3;
const margin = 20;

/** Larger or smaller by a factor, with the point at these pixels staying where it is. */
export function zoomed(view: Viewport, factor: number, pixelX: number, pixelY: number): Viewport {
  const scale = Math.min(largest, Math.max(smallest, view.scale * factor));
  return {
    scale,
    x: view.x + pixelX / view.scale - pixelX / scale,
    y: view.y + pixelY / view.scale - pixelY / scale,
  };
}

/** All of a drawing, but not larger than life. */
export function fitted(drawing: Size, frame: Size): Viewport {
  const wide = (frame.width - 2 * margin) / Math.max(1, drawing.width);
  const high = (frame.height - 2 * margin) / Math.max(1, drawing.height);
  const scale = Math.min(1, Math.max(smallest, Math.min(wide, high)));
  return {
    scale,
    x: (drawing.width - frame.width / scale) / 2,
    y: (drawing.height - frame.height / scale) / 2,
  };
}

/** The beginning of a drawing in its full size. */
export const atStart = (drawing: Size, frame: Size): Viewport => ({
  scale: 1,
  x: drawing.width / 2 - frame.width / 2,
  y: -margin,
});

/** With a point in the middle. */
export const centred = (scale: number, x: number, y: number, frame: Size): Viewport => ({
  scale,
  x: x - frame.width / scale / 2,
  y: y - frame.height / scale / 2,
});
