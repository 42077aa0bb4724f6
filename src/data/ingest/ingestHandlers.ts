import { readdir } from "node:fs/promises";
import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import type { QuarantinedRow } from "../../protocol/ingestRequests.ts";
import type { DataContext } from "../process/dataContext.ts";
import { RowContracts } from "./contracts.ts";
import { datasetOf, journalRoot, quarantineRoot } from "./folders.ts";
import { Intake } from "./intake.ts";

type IngestHandlers = Pick<
  Handlers<DataContract>,
  | "ingest/append"
  | "ingest/settle"
  | "quarantine/list"
  | "quarantine/datasets"
  | "quarantine/fix"
  | "quarantine/replay"
  | "quarantine/discard"
  | "quarantine/restore"
>;

/** What the data process answers about rows that come one by one. */
export function ingestHandlers({ database, workspace }: DataContext): IngestHandlers {
  const contracts = new RowContracts(database, workspace);
  const intakes = new Map<string, Intake>();
  const onFailure = (error: unknown): void => {
    process.stderr.write(`Rows wait in the journal: ${error instanceof Error ? error.message : String(error)}\n`);
  };
  const intakeOf = (name: string): Intake => {
    const known = intakes.get(name) ?? new Intake(name, { workspace, database, contracts, onFailure });
    intakes.set(name, known);
    return known;
  };
  const namesIn = async (root: string): Promise<string[]> =>
    (await readdir(root).catch(() => [])).map(datasetOf).sort();
  return {
    async "ingest/append"({ dataset, body, format, key }) {
      await contracts.declared(dataset);
      return await intakeOf(dataset).append(body, format, key);
    },
    async "ingest/settle"() {
      for (const name of await namesIn(journalRoot(workspace))) await intakeOf(name).settle();
      return {};
    },
    async "quarantine/list"({ dataset, search, offset, limit }) {
      const wanted = search.toLowerCase();
      const all = (await intakeOf(dataset).quarantine()).list();
      const rows = wanted === "" ? all : all.filter((row) => holds(row, wanted));
      return { total: rows.length, rows: rows.slice(offset, offset + limit) };
    },
    async "quarantine/datasets"() {
      const names = [...(await namesIn(journalRoot(workspace))), ...(await namesIn(quarantineRoot(workspace)))];
      const datasets = [];
      for (const dataset of [...new Set(names)].sort()) {
        const rows = (await intakeOf(dataset).quarantine()).list().length;
        if (rows > 0) datasets.push({ dataset, rows });
      }
      return { datasets };
    },
    async "quarantine/fix"({ dataset, id, row }) {
      return { remaining: await intakeOf(dataset).fix(id, row) };
    },
    async "quarantine/replay"({ dataset, ids }) {
      return await intakeOf(dataset).replay(ids);
    },
    async "quarantine/discard"({ dataset, ids }) {
      return { discarded: await (await intakeOf(dataset).quarantine()).discard(ids) };
    },
    async "quarantine/restore"({ dataset, ids }) {
      return { restored: await (await intakeOf(dataset).quarantine()).restore(ids) };
    },
  };
}

/** Whether a row or why it was not taken holds a text, which is in lower case. */
const holds = ({ row, reasons }: QuarantinedRow, wanted: string): boolean =>
  row.toLowerCase().includes(wanted) || reasons.some(({ message }) => message.toLowerCase().includes(wanted));
