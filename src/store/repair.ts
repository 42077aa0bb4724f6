import type { Connection } from "./connection.ts";
import { shortestLevelled } from "./levels.ts";
import { levelTable } from "./levelTable.ts";
import { readPoints } from "./pointReader.ts";
import { comparePoints, type Summary, withPoint } from "./summary.ts";
import { summaryAssignments, toSummaryValues } from "./summaryRow.ts";

/** Makes a store consistent that was put together from what could be read. */
export function repair(db: Connection): void {
  db.transaction(() => {
    db.exec(missingExperiments);
    removeOrphans(db);
    db.exec("UPDATE series SET level_axis = NULL, level_buckets = 0, level_top = 0, level_built_at = 0");
    summarizeAnew(db);
    db.exec(usedKeys);
  })();
}

/** Runs and traces are worth more than the name of their experiment. */
const missingExperiments = `
INSERT OR IGNORE INTO experiment (id, experiment_id, name, artifact_location, lifecycle, created_at, updated_at)
  VALUES (0, '0', 'Default', 'mlflow-artifacts:/0', 'active', unixepoch() * 1000, unixepoch() * 1000);
INSERT OR IGNORE INTO experiment (id, experiment_id, name, artifact_location, lifecycle, created_at, updated_at)
  SELECT experiment, CAST(experiment AS TEXT), 'recovered-' || experiment, 'mlflow-artifacts:/' || experiment, 'active',
    min(began), unixepoch() * 1000
  FROM (SELECT experiment, start_time AS began FROM run UNION ALL SELECT experiment, request_time FROM trace)
  WHERE experiment NOT IN (SELECT id FROM experiment) GROUP BY experiment;
`;

const usedKeys = `
DELETE FROM used_key;
INSERT INTO used_key (experiment, kind, key, runs) SELECT experiment, 'metric', key, count(*) FROM series GROUP BY 1, 3;
INSERT INTO used_key (experiment, kind, key, runs)
  SELECT r.experiment, 'param', p.key, count(*) FROM param p JOIN run r ON r.id = p.run GROUP BY 1, 3;
INSERT INTO used_key (experiment, kind, key, runs)
  SELECT r.experiment, 'tag', t.key, count(*) FROM tag t JOIN run r ON r.id = t.run GROUP BY 1, 3;
`;

/** Rows that refer to something that was lost; tables were made in an order in which each refers to earlier ones. */
function removeOrphans(db: Connection): void {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    .pluck()
    .all();
  for (const table of tables) {
    const references = db
      .prepare<[], { from: string; to: string; table: string }>(`PRAGMA foreign_key_list("${table}")`)
      .all();
    for (const { from, to, table: parent } of references) {
      db.exec(`DELETE FROM "${table}" WHERE "${from}" NOT IN (SELECT "${to}" FROM "${parent}")`);
    }
  }
}

/** A series that has lost all of its points keeps its summary: that is all there is. */
function summarizeAnew(db: Connection): void {
  const points = readPoints(db);
  const levels = levelTable(db);
  const update = db.prepare<(number | null)[]>(
    `UPDATE series SET chronological = ?, ${summaryAssignments} WHERE id = ?`,
  );
  for (const id of db.prepare<[], number>("SELECT id FROM series").pluck().all()) {
    let summary: Summary | undefined;
    let chronological = true;
    for (const point of points.all(id)) {
      chronological &&=
        summary === undefined || (point.time >= summary.last.time && comparePoints(point, summary.last) > 0);
      summary = withPoint(summary, point);
    }
    if (summary === undefined) continue;
    update.run(Number(chronological), ...toSummaryValues(summary), id);
    if (summary.count >= shortestLevelled) levels.rebuild(id);
  }
}
