import { type Diagnostic, type DiagnosticCollection, EventEmitter, Uri } from "vscode";
import type { CheckReport } from "../../protocol/checkEntities.ts";
import type { Checked } from "./dataNodes.ts";
import { diagnosticOf } from "./diagnostic.ts";
import { findingsOf } from "./findings.ts";

/** What the Problems panel holds, and of which state of which files. */
export class Shown {
  readonly #diagnostics: DiagnosticCollection;
  /** The files of each data set that was checked. */
  readonly #datasets = new Map<string, Checked>();
  readonly #changes = new EventEmitter<void>();
  #config: CheckReport["config"] = { file: null, problems: [] };

  constructor(diagnostics: DiagnosticCollection) {
    this.#diagnostics = diagnostics;
  }

  /** After each check. */
  readonly onDidChange = this.#changes.event;

  /** By the data set's name. */
  get checked(): ReadonlyMap<string, Checked> {
    return this.#datasets;
  }

  get hasDatasets(): boolean {
    return this.#datasets.size > 0;
  }

  knows(path: string): boolean {
    return this.#files().some((file) => file.path === path);
  }

  isChecked(path: string, size: number, modified: number): boolean {
    return this.#files().some((file) => file.path === path && file.size === size && file.modified === modified);
  }

  /** @param whole whether there are no other data sets */
  show({ config, datasets }: CheckReport, whole: boolean): void {
    if (whole) this.#datasets.clear();
    for (const report of datasets) this.#datasets.set(report.dataset, { report, at: Date.now() });
    this.#config = config;
    this.#draw();
    this.#changes.fire();
  }

  /** Says that what is declared may have changed, though nothing was checked. */
  touch(): void {
    this.#changes.fire();
  }

  showConfig(file: string, problems: CheckReport["config"]["problems"]): void {
    if (this.#config.file !== null && this.#config.file !== file) return;
    this.#config = { file, problems };
    this.#draw();
  }

  dispose(): void {
    this.#diagnostics.dispose();
    this.#changes.dispose();
  }

  #files() {
    return [...this.#datasets.values()].flatMap(({ report }) => report.files);
  }

  #draw(): void {
    const findings = findingsOf({
      config: this.#config,
      datasets: [...this.#datasets.values()].map(({ report }) => report),
    });
    const entries = [...findings].map(([file, list]): [Uri, Diagnostic[]] => [Uri.file(file), list.map(diagnosticOf)]);
    this.#diagnostics.clear();
    this.#diagnostics.set(entries);
  }
}
