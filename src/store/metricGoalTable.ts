import type { Connection } from "./connection.ts";

export interface MetricGoalRow {
  readonly key: string;
  readonly goal: "min" | "max";
}

/** What users said about which direction of a metric is better. */
export function metricGoalTable(db: Connection) {
  const list = db.prepare<[], MetricGoalRow>("SELECT key, goal FROM metric_goal");
  const set = db.prepare<[string, "min" | "max"]>(
    "INSERT INTO metric_goal (key, goal) VALUES (?, ?) ON CONFLICT DO UPDATE SET goal = excluded.goal",
  );
  const forget = db.prepare<[string]>("DELETE FROM metric_goal WHERE key = ?");
  return {
    list: () => list.all(),
    set: (key: string, goal: "min" | "max" | null) => (goal === null ? forget.run(key) : set.run(key, goal)),
  };
}
