import { invalidParameter } from "../../protocol/errors.ts";
import type { ChunkAnswers } from "./askModel.ts";

/** What a model said of the rows. Some 4 or 8 bytes a row and score are held, and none of the features. */
export interface ModelAnswers {
  /** Row by row `width` numbers as precise as the model gives them; null where it gives none. */
  readonly scores: Float32Array | Float64Array | null;
  readonly width: number;
  /** Classes that the model named, by their place in `named`; null where it names none. */
  readonly classes: Uint16Array | null;
  readonly named: readonly string[];
}

/** In the precision that figures are computed with. */
export const doubles = (scores: Float32Array | Float64Array): Float64Array =>
  scores instanceof Float64Array ? scores : Float64Array.from(scores);

/** A model that names more classes names something else. */
const mostNamed = 2 ** 16;

/** Gathers the answers of one model, part by part. */
export class Gathered {
  private readonly name: string;
  private readonly capacity: number;
  private rows = 0;
  private scores: Float32Array | Float64Array | null = null;
  private width = 0;
  private classes: Uint16Array | null = null;
  private readonly places = new Map<string | number, number>();

  constructor(name: string, capacity: number) {
    this.name = name;
    this.capacity = capacity;
  }

  /** @param rows whose answers count; null for all @throws invalidParameter for answers of another kind than before */
  add(answers: ChunkAnswers, rows: Uint32Array | null): void {
    const count = rows?.length ?? answers.rows;
    if (count === 0) return;
    if (answers.scores !== null) this.addScores(answers.scores, answers.width, rows);
    if (answers.classes !== null) this.addClasses(answers.classes, rows, count);
    this.rows += count;
  }

  private addScores(scores: Float32Array | Float64Array, width: number, rows: Uint32Array | null): void {
    if (this.scores === null) {
      this.width = width;
      const size = this.capacity * width;
      this.scores = scores instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
    }
    if (width !== this.width) {
      throw invalidParameter(`${this.name} answers now with ${this.width}, now with ${width} numbers a row.`);
    }
    const start = this.rows * width;
    if (rows === null) this.scores.set(scores, start);
    for (const [i, row] of (rows ?? []).entries()) {
      this.scores.set(scores.subarray(row * width, (row + 1) * width), start + i * width);
    }
  }

  private addClasses(found: ArrayLike<string | number>, rows: Uint32Array | null, count: number): void {
    this.classes ??= new Uint16Array(this.capacity);
    for (let i = 0; i < count; i++) {
      const named = found[rows?.[i] ?? i] ?? "";
      let place = this.places.get(named);
      if (place === undefined) {
        place = this.places.size;
        if (place === mostNamed) throw invalidParameter(`${this.name} names more than ${mostNamed} classes.`);
        this.places.set(named, place);
      }
      this.classes[this.rows + i] = place;
    }
  }

  done(): ModelAnswers {
    return {
      scores: this.scores?.subarray(0, this.rows * this.width) ?? null,
      width: this.width,
      classes: this.classes?.subarray(0, this.rows) ?? null,
      named: Array.from(this.places.keys(), String),
    };
  }
}
