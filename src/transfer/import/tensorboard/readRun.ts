import { basename } from "node:path";
import { renamedNote } from "../acceptedParams.ts";
import { Counts } from "../counts.ts";
import type { StampedFile } from "../files/stamps.ts";
import { tfRecords } from "../files/tfRecords.ts";
import type { ForeignItem } from "../foreign.ts";
import { MetricBatches } from "../metricBatches.ts";
import { LoggedFiles } from "./artifacts.ts";
import { decodeEvent, type Event, toNumber } from "./messages.ts";
import { loggedOf } from "./values.ts";

/** What the run logged, file after file; what is left out is told at the end. */
export async function* readLogged(
  run: string,
  files: readonly StampedFile[],
  signal: AbortSignal,
): AsyncGenerator<ForeignItem> {
  const reading = new RunReading(run);
  for (const { path, size } of files) {
    for await (const { records, damage } of tfRecords(path, size)) {
      signal.throwIfAborted();
      for (const record of records) yield* reading.record(record);
      if (damage !== undefined) yield { kind: "skipped", place: `${run}: ${basename(path)}`, reason: damage };
    }
  }
  yield* reading.end();
}

class RunReading {
  readonly #run: string;
  readonly #metrics: MetricBatches;
  readonly #files: LoggedFiles;
  readonly #plugins = new Map<string, string>();
  readonly #leftOut = new Counts();

  constructor(run: string) {
    this.#run = run;
    this.#metrics = new MetricBatches(run);
    this.#files = new LoggedFiles(run);
  }

  *record(bytes: Uint8Array): Generator<ForeignItem> {
    let event: Event;
    try {
      event = decodeEvent(bytes);
    } catch {
      this.#leftOut.add("records that are no events");
      return;
    }
    if (event.what === "graph_def" || event.what === "meta_graph_def") this.#leftOut.add("graphs");
    if (event.what === "tagged_run_metadata") this.#leftOut.add("profiles of graph runs");
    if (event.what === "summary") yield* this.#summary(event);
  }

  *end(): Generator<ForeignItem> {
    yield* this.#metrics.rest();
    const leftOut = this.#leftOut.lines;
    if (leftOut.length > 0) yield this.#skipped(`not taken over: ${leftOut.join(", ")}`);
    for (const note of renamedNote(this.#metrics.keys)) yield this.#skipped(note);
  }

  *#summary(event: Event): Generator<ForeignItem> {
    const step = toNumber(event.step);
    const time = event.wall_time * 1000;
    if (!Number.isSafeInteger(step) || !Number.isSafeInteger(Math.round(time))) {
      this.#leftOut.add("events whose step or time is no integer below 2^53");
      return;
    }
    for (const value of event.summary?.value ?? []) {
      const logged = loggedOf(value, this.#plugin(value.tag, value.metadata?.plugin_data?.plugin_name));
      if (logged.kind === "scalar") this.#metrics.add(value.tag, logged.value, step, time);
      else if (logged.kind === "text") yield this.#files.text(value.tag, step, logged.text);
      else if (logged.kind === "images") {
        for (const image of logged.images) yield this.#files.image(value.tag, step, image);
      } else if (logged.kind === "other") this.#leftOut.add(logged.what);
    }
    yield* this.#metrics.full();
  }

  /** Writers may name the plugin with the first value of a tag only. */
  #plugin(tag: string, named: string | undefined): string | undefined {
    const known = this.#plugins.get(tag);
    if (known !== undefined || named === undefined) return known;
    this.#plugins.set(tag, named);
    return named;
  }

  #skipped(reason: string): ForeignItem {
    return { kind: "skipped", place: this.#run, reason };
  }
}
