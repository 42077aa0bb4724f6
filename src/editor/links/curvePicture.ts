import type { SeriesSample } from "../../protocol/entities.ts";

const [width, height, margin] = [260, 90, 6];

/** A metric's curve as a small picture: an address that an image can be shown from. Null for fewer than two finite points. */
export function curvePicture({ steps, values }: Pick<SeriesSample, "steps" | "values">, color: string): string | null {
  const points = steps.flatMap((step, index) => {
    const value = values[index];
    return typeof value === "number" && Number.isFinite(value) ? [{ step, value }] : [];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const numbers = points.map(({ value }) => value);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const x = (step: number): number =>
    margin + ((width - 2 * margin) * (step - first.step)) / Math.max(1, last.step - first.step);
  const y = (value: number): number =>
    high === low ? height / 2 : height - margin - ((height - 2 * margin) * (value - low)) / (high - low);
  const line = points.map(({ step, value }) => `${x(step).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><polyline fill="none" stroke="${color}" stroke-width="1.5" points="${line}"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(picture).toString("base64")}`;
}
