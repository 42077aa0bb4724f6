import { basename } from "node:path";
import { renamedNote } from "../acceptedParams.ts";
import { Counts } from "../counts.ts";
import type { StampedFile } from "../files/stamps.ts";
import { leaves } from "../flatten.ts";
import type { ForeignItem } from "../foreign.ts";
import { MetricBatches } from "../metricBatches.ts";
import { numberOf, numberOfItem, pathOf, plainValue } from "./itemValue.ts";
import { decodeLogged, type Item, type LoggedRecord, toMilliseconds, toNumber } from "./messages.ts";
import { objectAround, objectsIn } from "./nestedValues.ts";
import type { Outline } from "./outline.ts";
import { wandbRecords } from "./wandbFiles.ts";

/** W&B's own entries among those of the user. */
const ownKeys = new Set(["_step", "_timestamp", "_runtime", "_wandb"]);

/**
 * What the run logged, file after file, and then of its summary what its history does not say.
 * @param started the time of what is logged without one; milliseconds since 1970 UTC
 */
export async function* readLogged(
  run: string,
  files: readonly StampedFile[],
  outline: Outline,
  started: number,
  signal: AbortSignal,
): AsyncGenerator<ForeignItem> {
  const reading = new RunReading(run, outline, started);
  for (const file of files) {
    for await (const { records, damage } of wandbRecords(file)) {
      signal.throwIfAborted();
      for (const record of records) reading.record(record);
      yield* reading.metrics.full();
      if (damage !== undefined) yield { kind: "skipped", place: `${run}: ${basename(file.path)}`, reason: damage };
    }
  }
  reading.summary();
  yield* reading.metrics.rest();
  for (const reason of reading.notes()) yield { kind: "skipped", place: run, reason };
}

class RunReading {
  readonly metrics: MetricBatches;
  readonly #outline: Outline;
  readonly #leftOut = new Counts();
  /** The last value of each metric of the history. */
  readonly #latest = new Map<string, number>();
  #lastStep = 0;
  #lastTime: number;
  #statistics = 0;

  constructor(run: string, outline: Outline, started: number) {
    this.metrics = new MetricBatches(run);
    this.#outline = outline;
    this.#lastTime = started;
  }

  record(bytes: Uint8Array): void {
    let record: LoggedRecord;
    try {
      record = decodeLogged(bytes);
    } catch {
      this.#leftOut.add("records that are none of W&B's");
      return;
    }
    if (record.history !== null) this.#history(record.history);
    if (record.stats !== null) this.#stats(record.stats);
    if (record.artifact.length > 0) this.#leftOut.add("logged artifacts (W&B keeps them outside of the run's folder)");
    if (record.alert !== null) this.#leftOut.add("alerts");
  }

  /** A number that was set by hand, or that W&B made of the history, such as its best. */
  summary(): void {
    const entries = [...this.#outline.summary.entries()];
    const objects = objectsIn(entries);
    for (const [path, value] of entries) {
      const number = ownKeys.has(path[0] ?? "") ? undefined : numberOf(value);
      if (number === undefined || objectAround(objects, path) !== undefined) continue;
      const key = path.join(".");
      const latest = this.#latest.get(key);
      if (Object.is(latest, number)) continue;
      this.metrics.add(latest === undefined ? key : `summary/${key}`, number, this.#lastStep, this.#lastTime);
    }
  }

  notes(): readonly string[] {
    const leftOut = this.#leftOut.lines;
    return [
      ...(leftOut.length > 0 ? [`not taken over: ${leftOut.join(", ")}`] : []),
      ...renamedNote(this.metrics.keys),
    ];
  }

  #history({ item: items, step: numbered }: NonNullable<LoggedRecord["history"]>): void {
    const own = (name: string): number | undefined => {
      const item = items.find((each) => each.nested_key.length < 2 && pathOf(each)[0] === name);
      return item === undefined ? undefined : numberOfItem(item);
    };
    const step = own("_step") ?? (numbered === null ? this.#lastStep : toNumber(numbered.num));
    const time = Math.round(this.#time(own("_timestamp"), own("_runtime")));
    if (!Number.isSafeInteger(step) || !Number.isSafeInteger(time)) {
      this.#leftOut.add("entries whose step or time is no integer below 2^53");
      return;
    }
    this.#lastStep = Math.max(this.#lastStep, step);
    this.#lastTime = time;
    const nested = items.some(({ nested_key }) => nested_key.length > 1);
    const objects = nested ? objectsIn(items.map((item) => [pathOf(item), plainValue(item)])) : noObjects;
    for (const [object, type] of objects) this.#leftOut.add(`'${object.replaceAll("\0", ".")}' (${type})`);
    for (const item of items) this.#logged(item, objects, step, time);
  }

  #logged(item: Item, objects: ReadonlyMap<string, string>, step: number, time: number): void {
    const path = pathOf(item);
    if (ownKeys.has(path[0] ?? "") || objectAround(objects, path) !== undefined) return;
    const key = path.join(".");
    const number = numberOfItem(item);
    if (number !== undefined) this.#add(key, number, step, time);
    else this.#loggedOther(key, item, step, time);
  }

  /** Older versions write a nested map as one value. */
  #loggedOther(key: string, item: Item, step: number, time: number): void {
    const values = [...leaves(plainValue(item), ".", key)];
    const type = values.find(([name]) => name === `${key}._type`)?.[1];
    if (type !== undefined) {
      this.#leftOut.add(`'${key}' (${String(type)})`);
      return;
    }
    for (const [name, value] of values) {
      const number = numberOf(value);
      if (number === undefined) this.#leftOut.add(`'${name}' (no number)`);
      else this.#add(name, number, step, time);
    }
  }

  #add(key: string, value: number, step: number, time: number): void {
    this.#latest.set(key, value);
    this.metrics.add(key, value, step, time);
  }

  /** Of the machine, counted from 0 as MLflow counts them. */
  #stats({ timestamp, item: items }: NonNullable<LoggedRecord["stats"]>): void {
    const time = timestamp === null ? this.#lastTime : toMilliseconds(timestamp);
    for (const item of items) {
      const value = numberOfItem(item);
      if (value !== undefined) this.metrics.add(`system/${pathOf(item).join(".")}`, value, this.#statistics, time);
    }
    this.#statistics++;
  }

  #time(timestamp: number | undefined, runtime: number | undefined): number {
    if (timestamp !== undefined) return timestamp * 1000;
    if (runtime !== undefined && this.#outline.started !== undefined) return this.#outline.started + runtime * 1000;
    return this.#lastTime;
  }
}

const noObjects: ReadonlyMap<string, string> = new Map();
