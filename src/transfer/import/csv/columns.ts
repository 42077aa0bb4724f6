/** What is known of a log's columns by their names. Numbers are places in a row. */
export interface Columns {
  readonly step: number;
  /** When the row was written. */
  readonly time: number | undefined;
  /** All others, each a metric. */
  readonly metrics: readonly { readonly name: string; readonly at: number }[];
}

/** The first of these that a table has counts its rows: Lightning, TensorFlow and W&B say step, Keras says epoch. */
const stepNames = ["step", "global_step", "_step", "iteration", "iter", "epoch"];

const timeNames = ["timestamp", "_timestamp", "wall_time"];

/** Undefined when no column counts steps, or there is no other. */
export function columnsOf(header: readonly string[]): Columns | undefined {
  const names = header.map((name) => name.trim());
  const step = firstOf(names, stepNames);
  if (step === undefined) return undefined;
  const time = firstOf(names, timeNames);
  const metrics = names
    .map((name, at) => ({ name: name === "" ? `column ${at + 1}` : name, at }))
    .filter(({ at }) => at !== step && at !== time);
  return metrics.length === 0 ? undefined : { step, time, metrics };
}

function firstOf(names: readonly string[], wanted: readonly string[]): number | undefined {
  for (const name of wanted) {
    const at = names.findIndex((each) => each.toLowerCase() === name);
    if (at !== -1) return at;
  }
  return undefined;
}
