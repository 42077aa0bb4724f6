import { readdir } from "node:fs/promises";
import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import type { QuarantinedRow } from "../../protocol/ingestRequests.ts";
import type { DataContext } from "../process/dataContext.ts";
import { datasetOf, journalRoot, quarantineRoot } from "./folders.ts";
import type { Intakes } from "./intakes.ts";

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
export function ingestHandlers({ workspace }: DataContext, { contracts, intakeOf }: Intakes): IngestHandlers {
  const namesIn = async (root: string): Promise<string[]> =>
    (await readdir(root).catch(() => [])).map(datasetOf).sort();
  return {
    async "ingest/append"({ dataset, body, format, key }) {
      await contracts.declared(dataset);
      return await intakeOf(dataset).append(body, format, key);
    },
    async "ingest/settle"() {
      const names = await namesIn(journalRoot(workspace));
      const settled = await Promise.allSettled(names.map((name) => intakeOf(name).settle()));
      for (const each of settled) if (each.status === "rejected") throw each.reason;
      return {};
    },
    async "quarantine/list"({ dataset, of, id, search, offset, limit }) {
      const wanted = search.toLowerCase();
      const quarantine = await intakeOf(dataset).quarantine();
      const all = of === "waiting" ? quarantine.list() : quarantine.discarded().toReversed();
      const found = id === "" ? all : all.filter((row) => row.id.startsWith(id));
      const rows = wanted === "" ? found : found.filter((row) => holds(row, wanted));
      return {
        total: rows.length,
        rows: rows.slice(offset, offset + limit),
        waiting: quarantine.amount("here").rows,
        discarded: quarantine.amount("discarded").rows,
      };
    },
    async "quarantine/datasets"() {
      const names = [...(await namesIn(journalRoot(workspace))), ...(await namesIn(quarantineRoot(workspace)))];
      const datasets = [];
      for (const dataset of [...new Set(names)].sort()) {
        const quarantine = await intakeOf(dataset).quarantine();
        const [{ rows }, { rows: discarded }] = [quarantine.amount("here"), quarantine.amount("discarded")];
        if (rows + discarded > 0) datasets.push({ dataset, rows, discarded });
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
