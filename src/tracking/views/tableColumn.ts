import type { RunsColumn } from "../../protocol/runsTableRequests.ts";
import type { TableColumn } from "../../store/runsTable.ts";
import type { GoalOf } from "../metricGoal.ts";

/** What the store has to look up for a column. */
export function tableColumn(column: RunsColumn, goalOf: GoalOf): TableColumn {
  if (column.of === "metric") {
    const take = column.take === "best" ? (goalOf(column.key) ?? "last") : column.take;
    return { of: "number", operand: { of: "metric", key: column.key, take, place: { from: 0, to: 0 } } };
  }
  if (column.of !== "attribute") return column;
  switch (column.name) {
    case "start_time":
      return { of: "number", operand: { of: "time", attribute: "start_time" } };
    case "duration":
      return { of: "number", operand: { of: "duration" } };
    case "commit":
      return { of: "tag", key: "mlflow.source.git.commit" };
    case "dataset":
      return { of: "dataset" };
    case "name":
      return { of: "text", attribute: "run_name" };
    case "user":
      return { of: "text", attribute: "user_id" };
    default:
      return { of: "text", attribute: column.name };
  }
}
