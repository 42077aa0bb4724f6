import { describe, expect, it } from "vitest";
import { parseExperimentFilter } from "../../../../src/tracking/search/experimentFilter.ts";
import { parseExperimentOrder } from "../../../../src/tracking/search/order.ts";

describe("a filter of experiments", () => {
  it.each([
    ["name = 'x'", { of: "name", test: { comparator: "=", value: "x" } }],
    ["attribute.name ilike 'X%'", { of: "name", test: { comparator: "ILIKE", value: "X%" } }],
    ['`name` != "x"', { of: "name", test: { comparator: "!=", value: "x" } }],
    ["experiment_id IN ('1', '2')", { of: "id", test: { comparator: "IN", values: ["1", "2"] } }],
    ["creation_time > 5", { of: "time", attribute: "creation_time", test: { comparator: ">", value: 5 } }],
    ["last_update_time <= 5.5", { of: "time", attribute: "last_update_time", test: { comparator: "<=", value: 5.5 } }],
    ["tags.`a b` LIKE 'x'", { of: "tag", key: "a b", test: { comparator: "LIKE", value: "x" } }],
    ["tag.a IS NULL", { of: "tag", key: "a", test: { comparator: "IS NULL" } }],
  ])("%s", (filter, condition) => expect(parseExperimentFilter(filter)).toEqual([condition]));

  it("joins by AND", () => expect(parseExperimentFilter("name = 'a' and tags.b = 'c'")).toHaveLength(2));

  it.each([
    ["params.x = 'a'", "Invalid entity type 'params'."],
    ["foo.x = 'a'", "Invalid entity type 'foo'."],
    ["lifecycle_stage = 'x'", "Invalid attribute key 'lifecycle_stage' specified."],
    ["name = 1", "Expected a quoted string value"],
    ["name IN ('a')", "not supported for attributes"],
    ["name IS NULL", "IS NULL / IS NOT NULL is only supported"],
    ["creation_time > '5'", "Expected numeric value type for numeric attribute: creation_time."],
    ["bad", "Invalid clause(s) in filter string: 'bad'"],
  ])("%s is refused", (filter, message) => expect(() => parseExperimentFilter(filter)).toThrow(message));
});

describe("an order of experiments", () => {
  it.each([
    ["name DESC", { by: "name", descending: true }],
    ["attribute.creation_time", { by: "creation_time", descending: false }],
    ["last_update_time asc", { by: "last_update_time", descending: false }],
    ["experiment_id", { by: "experiment_id", descending: false }],
  ])("%s", (clause, order) => expect(parseExperimentOrder([clause])).toEqual([order]));

  it.each(["tags.a", "foo", "name foo", "creation_time, name", ""])("%j is refused", (clause) =>
    expect(() => parseExperimentOrder([clause])).toThrow("Invalid"),
  );
});
