import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { zstdDecompressSync } from "node:zlib";
import { CompressionType, compressionRegistry, type RecordBatch, RecordBatchReader } from "apache-arrow";
import { invalidParameter, TidemarkError } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { binaryStructure } from "../structure/binaryStructure.ts";
import { arrowColumn } from "./arrowColumn.ts";
import type { SourceFiles } from "./files.ts";
import { type Columns, chunkRows, loadedRelation, loadTable } from "./loadTable.ts";
import { decodeLz4Frame } from "./lz4Frame.ts";
import type { Placed } from "./placed.ts";

compressionRegistry.set(CompressionType.ZSTD, { decode: (data) => zstdDecompressSync(data) });
compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: decodeLz4Frame });

const magic = "ARROW1";

/** Arrow and Feather (version 2) files, and Arrow streams, batch by batch. Nested values become JSON. */
export async function arrowRelation(
  session: Session,
  { files }: SourceFiles,
): Promise<{ readonly from: string; readonly placed: Placed }> {
  const tables: string[] = [];
  for (const file of files) tables.push(await load(session, file));
  return loadedRelation(tables);
}

async function load(session: Session, file: string): Promise<string> {
  const { findings } = await binaryStructure(file, "arrow");
  const [fault] = findings;
  if (fault !== undefined) throw invalidParameter(`${file}: ${fault.message}`, { file });
  const handle = await open(file, "r");
  try {
    const reader = await opened(file, handle);
    const columns = reader.schema.fields.map((field) => ({ name: field.name, ...arrowColumn(field.type) }));
    return await loadTable(session, columns, parts(reader, columns));
  } catch (error) {
    if (error instanceof TidemarkError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw invalidParameter(`${file} can't be read as an Arrow file: ${words}`, { file });
  } finally {
    await handle.close().catch(() => undefined);
  }
}

async function opened(file: string, handle: FileHandle) {
  const head = Buffer.alloc(magic.length);
  await handle.read(head, 0, head.length, 0);
  const isFile = head.toString("latin1") === magic;
  const reader = isFile ? await RecordBatchReader.from(handle) : await RecordBatchReader.from(createReadStream(file));
  return await reader.open();
}

async function* parts(
  reader: AsyncIterable<RecordBatch>,
  columns: readonly ReturnType<typeof arrowColumn>[],
): AsyncGenerator<Columns, void, undefined> {
  for await (const batch of reader) {
    for (let first = 0; first < batch.numRows; first += chunkRows) {
      const part = batch.slice(first, Math.min(first + chunkRows, batch.numRows));
      yield columns.map(({ values }, i) => {
        const vector = part.getChildAt(i);
        return vector === null ? [] : values(vector);
      });
    }
  }
}
