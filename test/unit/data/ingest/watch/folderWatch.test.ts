import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { createContentHasher } from "../../../../../src/data/content/contentHash.ts";
import { openDatabase } from "../../../../../src/data/duckdb/database.ts";
import { RowContracts } from "../../../../../src/data/ingest/contracts.ts";
import { Intake } from "../../../../../src/data/ingest/intake.ts";
import { endsWithinLine } from "../../../../../src/data/ingest/watch/findFiles.ts";
import { openFolderWatch } from "../../../../../src/data/ingest/watch/folderWatch.ts";
import { eventually } from "../../../../support/eventually.ts";
import { temporaryFolder } from "../../../../support/temporaryFolder.ts";

const config = `
datasets:
  a:
    source: a
    watch: inbox
    columns:
      n: {type: integer}
`;

afterEach(() => {
  vi.useRealTimers();
});

it("a file that ends in the middle of a line waits longer: it may be half written", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, "inbox"));
  await writeFile(join(folder.path, "tidemark.yaml"), config);
  await writeFile(join(folder.path, "inbox/half.csv"), "n\n1\n2");
  await writeFile(join(folder.path, "inbox/whole.csv"), "n\n3\n");
  await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
  const contracts = new RowContracts(database, folder.path);
  const intake = new Intake("a", { workspace: folder.path, database, contracts, onJournal: () => undefined });
  const hasher = createContentHasher();
  const watch = openFolderWatch("a", { workspace: folder.path, database, hasher, intake });
  const [dataset] = await contracts.datasets();
  if (dataset?.watch === undefined) throw new Error("It declares a watched folder.");
  const source = dataset.watch;
  const look = async () => {
    await watch.look(dataset, source);
    const { files } = await watch.state(source, 10);
    return new Map(files.map((file) => [file.path, file]));
  };

  await look();
  vi.advanceTimersByTime(2000);
  await eventually("the other is taken", async () => (await look()).get("inbox/whole.csv")?.state === "taken");
  vi.advanceTimersByTime(7900);
  expect((await look()).get("inbox/half.csv")).toMatchObject({
    state: "waiting",
    message: "Its last line has no end: it is taken when it has stayed like this for 10 s.",
  });
  vi.advanceTimersByTime(100);
  await eventually("it is taken", async () => (await look()).get("inbox/half.csv")?.state === "taken");
  await intake.settle();
});

it.each<readonly [string, string, BufferEncoding, boolean]>([
  ["whole.csv", "n\n1\n", "utf8", false],
  ["half.csv", "n\n1", "utf8", true],
  ["short.tsv", "n", "utf8", true],
  ["half.jsonl", '{"n": 1}\n{"n"', "utf8", true],
  ["empty.csv", "", "utf8", false],
  ["wide.csv", "\uFEFFn\n1\n", "utf16le", false],
  ["halfWide.csv", "\uFEFFn\n1", "utf16le", true],
  ["list.json", "[]", "utf8", false],
  ["lines.csv.gz", "x", "utf8", false],
])("%s with %j in %s ends within a line: %s", async (name, text, encoding, within) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, name);
  await writeFile(file, text, encoding);
  expect(await endsWithinLine(file, undefined)).toBe(within);
});
