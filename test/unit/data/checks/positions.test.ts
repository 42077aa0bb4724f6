import { describe, expect, it } from "vitest";
import { outcomes } from "./checking.ts";

const rangeOf = (line: number, start: number, end: number, endLine = line) => ({
  start: { line, character: start },
  end: { line: endLine, character: end },
});

describe("where a check fails", () => {
  it("is told by record, column, value and range, with quoted line ends above", async () => {
    const found = await outcomes('name,age\n"a\nb",1\nc,-2\n', "columns: {name: , age: {min: 0}}");
    expect(found.get("columns/age/min")).toMatchObject({
      state: "failed",
      failing: 1,
      rows: 2,
      places: [{ record: 2, column: "age", value: "-2", range: rangeOf(3, 2, 4) }],
    });
  });

  it("counts characters as editors do, behind an emoji and a byte order mark", async () => {
    const found = await outcomes("\uFEFFname,age\r\n😀é,x\r\n", "columns: {name: , age: {type: integer}}");
    expect(found.get("columns/age/type")?.places).toMatchObject([{ record: 1, range: rangeOf(1, 4, 5) }]);
  });

  it("covers the quotes of a value", async () => {
    const found = await outcomes('a,b\n1,"x, y"\n', "columns: {a: , b: {values: [z]}}");
    expect(found.get("columns/b/values")?.places).toMatchObject([{ value: "x, y", range: rangeOf(1, 2, 8) }]);
  });

  it("is told in rows that are too short or too long, which are told themselves", async () => {
    const found = await outcomes(
      "a,b,c\n1,2,3\n4\n5,6,7,8\n9,x,1\n",
      "columns: {a: , b: {type: integer, nulls: false}}",
    );
    expect(found.get("checks/ragged_rows")).toMatchObject({ state: "failed", failing: 2, rows: 4 });
    expect(found.get("columns/b/type")?.places).toMatchObject([{ record: 4, value: "x", range: rangeOf(4, 2, 3) }]);
    expect(found.get("columns/b/nulls")?.places).toMatchObject([{ record: 2, value: null, range: rangeOf(2, 1, 1) }]);
  });

  it("is at most twenty places, the first ones in the file", async () => {
    const found = await outcomes(`x,y\n${"-1,\n".repeat(50)}`, "columns: {x: {min: 0}}");
    const places = found.get("columns/x/min")?.places ?? [];
    expect(places.map(({ record }) => record)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  it("is told for each of several checks of which few rows fail, nulls among them", async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => (at % 100 === 7 ? `-${at},\n` : `${at},${at % 50}\n`));
    const found = await outcomes(`x,y\n${rows.join("")}`, "columns: {x: {min: 0}, y: {nulls: false, max: 48}}");
    const recordsOf = (id: string) => found.get(id)?.places.map(({ record, value }) => [record, value]);
    const every = (step: number, first: number) => Array.from({ length: 20 }, (_, at) => first + at * step);
    expect(recordsOf("columns/x/min")).toEqual(every(100, 8).map((record) => [record, `-${record - 1}`]));
    expect(recordsOf("columns/y/nulls")).toEqual(every(100, 8).map((record) => [record, null]));
    expect(recordsOf("columns/y/max")).toEqual(every(50, 50).map((record) => [record, "49"]));
  });

  it("tells apart columns whose names are blank or equal", async () => {
    const found = await outcomes("a,,a\n1,2,x\n", "columns: {a_1: {type: integer}}");
    expect(found.get("checks/duplicate_headers")).toMatchObject({ state: "failed" });
    expect(found.get("checks/blank_headers")).toMatchObject({ state: "failed" });
    expect(found.get("columns/a_1/type")?.places).toMatchObject([{ value: "x", range: rangeOf(1, 4, 5) }]);
  });
});

describe("a file that can't be read", () => {
  it("has its own checks fail, and those of its rows not run", async () => {
    for (const csv of ['a,b\n1,"never closed\n', ""]) {
      const found = await outcomes(csv, "columns: {a: {type: integer}}");
      expect(found.get("columns/a/type")).toMatchObject({
        state: "couldNotRun",
        message: expect.stringMatching(/d\.csv/),
      });
    }
  });

  it("is told when it is in another encoding", async () => {
    const found = await outcomes(Buffer.from("a,b\n1,caf\xe9\n", "latin1"), "columns: {a: {type: integer}}");
    expect(found.get("checks/invalid_encoding")).toMatchObject({
      state: "failed",
      places: [{ record: 1, column: "b", range: rangeOf(1, 5, 6) }],
    });
    expect(found.get("columns/a/type")?.state).toBe("couldNotRun");
  });
});
