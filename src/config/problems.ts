import type { Range } from "./text/lines.ts";

export const severities = ["error", "warning", "information"] as const;
export type Severity = (typeof severities)[number];

/** Something wrong in a configuration. */
export interface ConfigProblem {
  /** Sentences for people. */
  readonly message: string;
  readonly severity: Severity;
  readonly range: Range;
  /**
   * What it is about: `customers/columns/age/max`, or just `customers`; empty for the whole file. What an error is
   * about is left out of the configuration, so whoever runs checks tells that it couldn't run.
   */
  readonly path: string;
}

/** How readers tell what they find. */
export type Report = (problem: ConfigProblem) => void;

const most = 200;

/** Collects problems, each once: an aliased value is read at every place that names it. */
export class Problems {
  readonly #found = new Map<string, ConfigProblem>();
  #left = 0;

  readonly report: Report = (problem) => {
    const { start, end } = problem.range;
    const key = [start.line, start.character, end.line, end.character, problem.path, problem.message].join(" ");
    if (this.#found.has(key)) return;
    if (this.#found.size < most) this.#found.set(key, problem);
    else this.#left += 1;
  };

  /** In the order of the text; a last one says how many more there are. */
  list(): ConfigProblem[] {
    const problems = [...this.#found.values()].sort(
      (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
    );
    const last = problems.at(-1);
    if (last === undefined || this.#left === 0) return problems;
    const message = `There are ${this.#left} more problems than are listed.`;
    return [...problems, { message, severity: "error", range: last.range, path: "" }];
  }
}
