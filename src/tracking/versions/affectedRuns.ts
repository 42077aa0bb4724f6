import {
  type AffectedRun,
  type DriftAffected,
  usedSides,
  type VersionOfSide,
} from "../../protocol/driftAffectedEntities.ts";
import type { CodeState } from "../../protocol/entities.ts";
import type { DataVersionRow } from "../../store/dataVersionTable.ts";
import type { Tables } from "../../store/tables.ts";
import { useView } from "./versionView.ts";

/** The versions whose content the sides of a comparison have. */
export interface VersionsCompared {
  readonly reference: readonly DataVersionRow[];
  readonly current: readonly DataVersionRow[];
}

const mostRuns = 100;

/** The runs that used what is compared, or a version of the same data set between the two. Deleted runs are left out. */
export function affectedRuns(
  tables: Tables,
  compared: VersionsCompared,
  codeOf: (runId: string) => CodeState,
): DriftAffected {
  const names = new Map(tables.dataVersions.sets().map(({ id, name }) => [id, name]));
  const between = compared.reference.flatMap((before) =>
    compared.current
      .filter((after) => after.data_set === before.data_set)
      .flatMap((after) => {
        const [low, high] = [Math.min(before.number, after.number), Math.max(before.number, after.number)];
        return tables.dataVersions.between(before.data_set, low, high);
      }),
  );
  const uses = new Map<number, AffectedRun["versions"]>();
  const versions = { current: compared.current, between, reference: compared.reference };
  for (const used of usedSides) {
    for (const version of versions[used]) {
      for (const use of tables.runDataVersions.ofVersion(version.id, -1)) {
        const known = uses.get(use.run) ?? [];
        const dataset = names.get(version.data_set) ?? "";
        uses.set(use.run, [...known, { dataset, number: version.number, used, use: useView(use) }]);
      }
    }
  }
  const all = [...uses].flatMap(([key, used]) => {
    const run = tables.runs.byKey(key);
    return run === undefined || run.lifecycle !== "active" ? [] : [{ run, used }];
  });
  const order = ([first]: AffectedRun["versions"]): number => (first === undefined ? 0 : usedSides.indexOf(first.used));
  all.sort((a, b) => order(a.used) - order(b.used) || (b.run.start_time ?? 0) - (a.run.start_time ?? 0));
  const view = (row: DataVersionRow): VersionOfSide => ({
    dataset: names.get(row.data_set) ?? "",
    number: row.number,
    hash: row.hash,
    commit: row.code_commit,
    firstSeen: row.first_seen,
  });
  return {
    versions: { reference: compared.reference.map(view), current: compared.current.map(view) },
    between: between.length,
    runs: all.slice(0, mostRuns).map(({ run, used }) => ({
      id: run.run_id,
      name: run.name,
      started: run.start_time,
      commit: codeOf(run.run_id).commit,
      versions: used,
    })),
    total: all.length,
  };
}
