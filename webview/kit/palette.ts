/** The four kinds of theme that VS Code has; `body` carries them as a class. */
export type ThemeKind = "light" | "dark" | "hcLight" | "hcDark";

export const pointShapes = [
  "circle",
  "triangle",
  "rect",
  "rectRot",
  "star",
  "crossRot",
  "cross",
  "rectRounded",
] as const;
export type PointShape = (typeof pointShapes)[number];

/** How one run's lines look: no two of 56 slots share colour, dash and shape. */
export interface SeriesStyle {
  readonly color: string;
  readonly dash: readonly number[];
  readonly shape: PointShape;
}

/**
 * Chosen by search so that any two differ clearly in plain sight and with protanopia, deuteranopia and tritanopia
 * (the unit test measures it), each with a contrast of at least 3:1 to the editor's background.
 */
export const seriesColors = {
  light: ["#3095ff", "#924003", "#288974", "#eb53b8", "#913dc3", "#a9901b", "#165a78", "#383838"],
  dark: ["#4ea2fe", "#f59f22", "#9dfece", "#a26683", "#5668d8", "#fcee24", "#db5409", "#b9b9b9"],
} as const;

const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [10, 3, 2, 3], [12, 4], [1, 4], [8, 2, 2, 2, 2, 2]];
const colorCount = seriesColors.light.length;
export const slotCount = colorCount * dashes.length;

/** What slot `slot` looks like in such a theme. */
export function seriesStyle(slot: number, kind: ThemeKind): SeriesStyle {
  const colors = kind === "dark" || kind === "hcDark" ? seriesColors.dark : seriesColors.light;
  const round = Math.floor(slot / colorCount);
  return {
    color: colors[slot % colorCount] ?? colors[0],
    dash: dashes[round % dashes.length] ?? [],
    shape: pointShapes[(slot + round) % pointShapes.length] ?? "circle",
  };
}

/**
 * Gives each run its slot. A run asks for the colour its id hashes to, so it usually looks the same on every page;
 * who already has a slot keeps it; solid lines are used up before dashed ones.
 */
export function assignSlots(
  runIds: readonly string[],
  previous: ReadonlyMap<string, number> = new Map(),
): Map<string, number> {
  const slots = new Map<string, number>();
  const taken = new Set<number>();
  const take = (id: string, slot: number): void => {
    slots.set(id, slot);
    taken.add(slot);
  };
  for (const id of runIds) {
    const slot = previous.get(id);
    if (slot !== undefined && !taken.has(slot)) take(id, slot);
  }
  const waiting = runIds.filter((id) => !slots.has(id)).sort();
  for (const id of waiting) {
    const wanted = preferredSlot(id);
    if (!taken.has(wanted)) take(id, wanted);
  }
  for (const id of waiting) {
    if (!slots.has(id)) take(id, nextFree(preferredSlot(id), taken));
  }
  return slots;
}

function nextFree(wanted: number, taken: ReadonlySet<number>): number {
  for (let round = 0; ; round++) {
    for (let offset = 0; offset < colorCount; offset++) {
      const slot = round * colorCount + ((wanted + offset) % colorCount);
      if (!taken.has(slot)) return slot;
    }
  }
}

/** The last colour is a grey that reads as "switched off": only a crowd needs it. */
const preferredSlot = (id: string): number => hash(id) % (colorCount - 1);

/** FNV-1a: spreads ids that differ in one digit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value ^ (value >>> 15)) >>> 0;
}
