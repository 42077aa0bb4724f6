import { z } from "zod";
import type { Tables } from "../../store/tables.ts";

/** Under which a logged model lists the versions it was registered as. */
const modelVersionsTag = "mlflow.modelVersions";

interface RegisteredVersion {
  readonly name: string;
  readonly version: number;
}

/** Clients add entries themselves, and write the number as text. */
const Entries = z.array(z.unknown());

/** Notes on a logged model that it was registered; a model that is not known is passed over. */
export function addVersionToModel({ loggedModels }: Tables, modelId: string, added: RegisteredVersion): void {
  const model = modelId === "" ? undefined : loggedModels.get(modelId);
  if (model === undefined) return;
  const before = loggedModels.tags(model.id).find(({ key }) => key === modelVersionsTag)?.value;
  loggedModels.setTag(model.id, { key: modelVersionsTag, value: JSON.stringify([...readEntries(before), added]) });
}

function readEntries(text: string | undefined): readonly unknown[] {
  if (text === undefined) return [];
  try {
    return Entries.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
