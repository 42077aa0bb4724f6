import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { locateCells } from "../../../../src/data/delimited/locate.ts";
import { readDelimited } from "../../../../src/data/delimited/structure.ts";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { identifier } from "../../../../src/data/duckdb/sql.ts";
import { delimitedCall } from "../../../../src/data/sources/delimitedCall.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";
import { commas } from "./delimitedFiles.ts";

const folder = await temporaryFolder();
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: folder.path, threads: 1 });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** Texts that readers disagree about, divided by one kind of line end. */
const nastyText = fc.constantFrom("\n", "\r\n", "\r").chain((end) => {
  const parts = [
    "a",
    "é",
    "😀",
    "#",
    " ",
    "  ",
    "\t",
    ",",
    '""',
    '"x"',
    `"p${end}q"`,
    '"\n"',
    '"\r\n"',
    `"r,${end}${end}"`,
    end,
    end,
  ];
  const body = fc.array(fc.constantFrom(...parts), { maxLength: 30 });
  return fc
    .tuple(fc.constantFrom("h", "h,k", "h,k,l", `${end}${end}h,k`, '"h\nh",k', '"h\r",k'), body)
    .map(([header, body]) => {
      return header + end + body.join("");
    });
});

it("divides files into the records and values that DuckDB reads", async () => {
  let compared = 0;
  const file = join(folder.path, "nasty.csv");
  await fc.assert(
    fc.asyncProperty(nastyText, async (text) => {
      await writeFile(file, text);
      const facts = await readDelimited(file, commas);
      if (!facts.readable || facts.columns.length === 0) return;
      compared += 1;
      using session = await database.session();
      const values = facts.columns.map((name) => `coalesce(${identifier(name)}, '')`).join(", ");
      const from = delimitedCall([file], commas, facts);
      const read = await session.rows(
        z.object({ cells: z.array(z.string()) }),
        `SELECT [${values}] AS cells FROM ${from}`,
      );
      const addresses = Array.from({ length: facts.records }, (_, row) =>
        facts.columns.map((_, column) => ({ record: row + 1, column })),
      );
      const cells = await locateCells(file, commas, addresses.flat());
      const width = facts.columns.length;
      const ours = addresses.map((_, row) =>
        cells.slice(row * width, (row + 1) * width).map((cell) => cell?.text ?? ""),
      );
      expect(ours).toHaveLength(read.length);
      // Reading ragged text, DuckDB may drop a quote that stands alone within a value.
      const isRagged = facts.shortest < width || facts.longest > width;
      if (facts.records > 0 && !isRagged) expect(ours).toEqual(read.map(({ cells }) => cells));
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(50);
});
