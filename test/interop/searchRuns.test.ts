import { describe, expect, it } from "vitest";
import { describeScript } from "./support/pythonClients.ts";

const newestFirst = ["epsilon", "delta", "gamma", "beta", "alpha"];

/** What the script's five runs are found by: a filter, an order, and the names expected. */
const queries: readonly { filter?: string; orderBy?: readonly string[]; names: readonly string[] }[] = [
  { names: newestFirst },
  { filter: "metrics.acc > 0.85", names: ["delta", "alpha"] },
  { filter: "metrics.acc <= 0.9", names: ["beta", "alpha"] },
  { filter: "metrics.acc != 0.8", names: ["delta", "gamma", "alpha"] },
  { filter: "metrics.`val loss` < 0.15", names: ["alpha"] },
  { filter: 'metrics."val loss" = 0.2', names: ["beta"] },
  { filter: "params.lr = '0.1'", names: ["gamma", "alpha"] },
  { filter: "parameter.lr != '0.1'", names: ["beta"] },
  { filter: "params.opt LIKE 's%'", names: [] },
  { filter: "params.opt ILIKE 's_d'", names: ["beta"] },
  { filter: 'params.opt = "it\'s"', names: ["delta"] },
  { filter: "params.lr IS NULL", names: ["epsilon", "delta"] },
  { filter: "params.lr IS NOT NULL and params.opt IS NOT NULL", names: ["beta", "alpha"] },
  { filter: "tags.team = 'tide'", names: ["delta"] },
  { filter: "tags.team ilike '%TID%'", names: ["delta", "alpha"] },
  { filter: "tag.team IS NULL", names: ["epsilon", "gamma"] },
  { filter: "tags.`odd.key with space` = 'x'", names: ["epsilon"] },
  { filter: "tags.mlflow.user = 'eve'", names: ["epsilon"] },
  { filter: "attributes.status = 'FAILED'", names: ["beta"] },
  { filter: "status != 'FINISHED'", names: ["epsilon", "delta", "gamma", "beta"] },
  { filter: "run_name LIKE '%lta'", names: ["delta"] },
  { filter: "attr.`Run name` = 'alpha'", names: ["alpha"] },
  { filter: "run_id IN ('{alpha}', '{gamma}')", names: ["gamma", "alpha"] },
  { filter: "run_id NOT IN ('{alpha}')", names: ["epsilon", "delta", "gamma", "beta"] },
  { filter: "run_id = '{beta}'", names: ["beta"] },
  { filter: "start_time >= 3000", names: ["epsilon", "delta", "gamma"] },
  { filter: "Created < 2000", names: ["alpha"] },
  { filter: "end_time = 9000", names: ["beta"] },
  { filter: "datasets.name = 'tides'", names: ["alpha"] },
  { filter: "dataset.context = 'training'", names: ["alpha"] },
  { filter: "dataset.context IN ('evaluation', 'training')", names: ["alpha"] },
  { filter: "datasets.name LIKE 'T%'", names: [] },
  // What MLflow itself refuses.
  { filter: "metrics.acc > 0.95 OR (params.lr < 0.05 AND NOT status = 'RUNNING')", names: ["delta", "beta"] },
  { filter: "max(acc) / 2 BETWEEN 0.4 AND 0.42", names: ["beta"] },
  { orderBy: ["metrics.acc"], names: ["beta", "alpha", "delta", "gamma", "epsilon"] },
  { orderBy: ["metrics.acc DESC"], names: ["delta", "alpha", "beta", "gamma", "epsilon"] },
  { orderBy: ["params.lr ASC", "start_time ASC"], names: ["beta", "alpha", "gamma", "delta", "epsilon"] },
  { orderBy: ["params.lr DESC", "start_time ASC"], names: ["alpha", "gamma", "beta", "delta", "epsilon"] },
  { orderBy: ["attributes.start_time"], names: ["alpha", "beta", "gamma", "delta", "epsilon"] },
  { orderBy: ["run_name desc"], names: ["gamma", "epsilon", "delta", "beta", "alpha"] },
  { orderBy: ["tags.`team`"], names: ["alpha", "delta", "beta", "epsilon", "gamma"] },
  { orderBy: ["created DESC"], names: newestFirst },
];

const refused: readonly { filter?: string; orderBy?: readonly string[]; says: string }[] = [
  { filter: "metrics.acc > 'high'", says: "Expected numeric value type for metric" },
  { filter: "params.lr > '0.1'", says: "Invalid comparator '>'" },
  { filter: "nothing.x = 'y'", says: "Invalid entity type 'nothing'" },
  { filter: "metrics.acc > 0.5 OR", says: "Invalid clause(s) in filter string" },
  { filter: "experiment_id = '0'", says: "Invalid attribute key 'experiment_id'" },
  { orderBy: ["metrics.acc sideways"], says: "Invalid ordering key" },
  { orderBy: ["nothing"], says: "Invalid attribute key 'nothing'" },
];

describeScript("search_runs", "search_runs.py", { input: [...queries, ...refused] }, (finished) => {
  describe("finds", () => {
    it.each(queries.map((query, index) => ({ index, names: query.names, title: JSON.stringify(query) })))(
      "$title",
      ({ index, names }) => expect(finished().answer.answers[index]).toEqual(names),
    );
  });

  describe("refuses", () => {
    it.each(refused.map((query, index) => ({ index: queries.length + index, says: query.says })))(
      "with: $says",
      ({ index, says }) => {
        expect(finished().answer.answers[index]).toEqual({
          error: "INVALID_PARAMETER_VALUE",
          message: expect.stringContaining(says),
        });
      },
    );
  });

  it("pages without losing or repeating a run", () => {
    expect(finished().answer).toMatchObject({
      pages: [["epsilon", "delta"], ["gamma", "beta"], ["alpha"]],
      lastToken: null,
    });
  });

  it("leaves deleted runs out unless they are asked for", () => {
    expect(finished().answer).toMatchObject({ active: ["epsilon", "delta", "gamma", "alpha"], deleted: ["beta"] });
  });

  it("fills a data frame", () => {
    expect(finished().answer.frame).toEqual(
      expect.arrayContaining(["run_id", "metrics.acc", "params.lr", "tags.team", "start_time"]),
    );
  });
});
