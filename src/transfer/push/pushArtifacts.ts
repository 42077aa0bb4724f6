import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { PushItem } from "../../store/pushLedger.ts";
import { pathOfUri } from "../../tracking/artifactPath.ts";
import type { UploadBody } from "../remote/putFile.ts";
import type { PushContext } from "./pushContext.ts";
import { refusal } from "./refused.ts";
import { encoded, uploadPath } from "./uploadPath.ts";
import { type ArtifactFile, walkArtifacts } from "./walkArtifacts.ts";

export interface ArtifactFolder {
  /** Ours: `mlflow-artifacts:/…`. */
  readonly uri: string;
  /** Whose they are, for a report of failures. */
  readonly place: string;
  /** Ids that a model's description names, ours and the remote's. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Uploads the files of a run or model that are new or have changed since they were sent. Tells how many. */
export async function pushArtifacts(
  context: PushContext,
  item: PushItem,
  { uri, place, renamed }: ArtifactFolder,
): Promise<number> {
  const { local, remote, ledger, report, signal } = context;
  const folder = pathOfUri(uri);
  if (folder === undefined) {
    report.note(`Artifacts at ${uri} are kept outside the workspace and were left where they are.`);
    return 0;
  }
  const target = uploadPath(remote.url, item.artifactUri ?? "");
  const sent = ledger.parts(item, "artifact");
  let count = 0;
  for await (const file of walkArtifacts(local.tracking.artifacts, local.artifactRoot, folder)) {
    const path = file.path.slice(folder.length + 1);
    const version = `${file.size} ${file.modified}`;
    if (sent.get(path) === version) continue;
    if (target === null) {
      report.fail(`${place}, artifacts`, unwritable(item.artifactUri));
      return 0;
    }
    const reason = await refusal(() =>
      remote.put(`${target}/${encoded(path)}`, () => openFile(context, file, renamed), { signal }),
    );
    if (reason !== null) {
      report.fail(`${place}, artifact ${path}`, reason);
      continue;
    }
    await ledger.setParts(item, [{ kind: "artifact", key: path, fingerprint: version }]);
    report.add({ files: 1, bytes: file.size });
    count += 1;
  }
  return count;
}

const unwritable = (uri: string | null): string =>
  `The server keeps artifacts at ${uri ?? "an unknown place"}, which only its own clients can write to. ` +
  "A server that is started with --serve-artifacts takes them itself.";

/** A model's description is small; a larger file of that name is none. */
const largestDescription = 1024 * 1024;

async function openFile(
  { local }: PushContext,
  file: ArtifactFile,
  renamed: ReadonlyMap<string, string>,
): Promise<UploadBody> {
  const opened = await local.tracking.artifacts.open(file.path);
  if (!/(^|\/)MLmodel$/.test(file.path) || opened.size > largestDescription) return opened;
  const body = Buffer.from(withIds(await text(opened.stream), renamed));
  return { stream: Readable.from([body]), size: body.length };
}

/** The description of a model (`MLmodel`, YAML) with the remote's ids of its run and of itself. */
export const withIds = (description: string, renamed: ReadonlyMap<string, string>): string =>
  description.replace(/^(run_id|model_id): (["']?)([\w-]+)\2$/gm, (line, key: string, quote: string, id: string) => {
    const remoteId = renamed.get(id);
    return remoteId === undefined ? line : `${key}: ${quote}${remoteId}${quote}`;
  });
