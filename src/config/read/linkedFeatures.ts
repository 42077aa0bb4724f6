import { idOf } from "../checkId.ts";
import type { Dataset, Feature } from "../config.ts";
import { suggestion } from "../text/nearest.ts";
import { type Context, tellError } from "./context.ts";
import type { Surroundings } from "./linked.ts";
import { mentionIn } from "./mentions.ts";

/** The features whose point-in-time joins have all they need; what the others lack is told. */
export function linkedFeatures(
  features: readonly Feature[],
  { datasets, names, tree }: Surroundings,
  context: Context,
): readonly Feature[] {
  return features.filter(({ name, step }) => {
    if (step.kind !== "pointInTime") return true;
    const id = idOf(name, "point_in_time");
    const tell = (text: string, message: string): boolean => {
      const place = context.places.get(id);
      if (place !== undefined) tellError(context, message, mentionIn(tree, place, text), id);
      return false;
    };
    const find = (wanted: string): Dataset | undefined => {
      const found = datasets.find((dataset) => dataset.name === wanted);
      if (found === undefined && !names.includes(wanted)) {
        tell(wanted, `There is no data set or feature "${wanted}".${suggestion(wanted, names)}`);
      }
      return found;
    };
    const base = find(step.base);
    const sides = step.join.map((join) => ({ join, side: find(join.from) }));
    const isTimed = [base, ...sides.map(({ side }) => side)].every((side) => {
      if (side === undefined || side.time !== undefined) return side !== undefined;
      return tell(side.name, `"${side.name}" needs a "time" to be joined at a point in time.`);
    });
    const isKeyed = sides.every(({ join, side }) => {
      if (side === undefined || join.on !== undefined || keysOf(side).length > 0) return true;
      return tell(side.name, `"${side.name}" has no "keys": say "on", the columns to join by.`);
    });
    return isTimed && isKeyed;
  });
}

/** The columns that a side is joined by when nothing else is said. */
export const keysOf = ({ keys, time }: Dataset): readonly string[] => keys.filter((key) => key !== time);
