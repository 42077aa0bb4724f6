import type { ThemeKind } from "../../kit/palette.ts";
import { seriesColors } from "../../kit/palette.ts";
import type { ChartScale } from "./chartScale.ts";

/** From the smallest to the largest: blue to orange stays apart with any colour blindness, each 3:1 to the background. */
const stops = {
  light: [
    [32, 70, 170],
    [20, 125, 125],
    [178, 92, 0],
  ],
  dark: [
    [96, 145, 255],
    [70, 205, 180],
    [255, 176, 60],
  ],
} as const;

const isDark = (kind: ThemeKind): boolean => kind === "dark" || kind === "hcDark";

/** The colour of a place from 0 to 1 on a scale. */
export function scaleColor(scale: ChartScale, place: number, kind: ThemeKind): string {
  if (scale.kind === "categories") {
    const colors = isDark(kind) ? seriesColors.dark : seriesColors.light;
    return colors[Math.floor(place * scale.categories.length) % colors.length] ?? colors[0];
  }
  const [first, middle, last] = isDark(kind) ? stops.dark : stops.light;
  const [from, to] = place < 0.5 ? [first, middle] : [middle, last];
  const share = place < 0.5 ? 2 * place : 2 * place - 1;
  const mixed = from.map((channel, index) => Math.round(channel + ((to[index] ?? channel) - channel) * share));
  return `rgb(${mixed.join(" ")})`;
}
