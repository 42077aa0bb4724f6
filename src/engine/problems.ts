import type { Problem } from "../protocol/engineContract.ts";
import { TidemarkError } from "../protocol/errors.ts";

/** What the user can do about each. */
const advice: Readonly<Record<Problem["id"], string>> = {
  portTaken:
    "Open a new terminal for scripts, so that it knows the new address, or free the old port and restart the engine.",
  storeReadOnly: "Make the folder .tidemark and the files in it writable, then try again.",
  diskFull: "Free some space on the disk of the workspace, then try again.",
  storeDamaged: "Look whether a run is missing. The damaged file is kept beside the new one.",
  artifactsUnwritable: "Make the folder .tidemark/artifacts writable, then try again.",
  rowsWait: "They are kept, and go into their files by themselves once that is mended.",
};

/** The problems that a user has to know of now. */
export interface Problems {
  list(): Problem[];
  raise(id: Problem["id"], message: string): void;
  solve(id: Problem["id"]): void;
  /** Raises what a failed write tells of the disk; null tells that a write went through. */
  observeWrite(error: unknown): void;
  /** The same for a file of a run. */
  observeArtifact(error: unknown): void;
}

/** Keeps the current problems and calls `onChange` when they change. */
export function createProblems(onChange: (problems: Problem[]) => void): Problems {
  const current = new Map<Problem["id"], Problem>();
  const list = (): Problem[] => [...current.values()];
  const raise = (id: Problem["id"], message: string): void => {
    if (current.get(id)?.message === message) return;
    current.set(id, { id, message, advice: advice[id] });
    onChange(list());
  };
  const solve = (id: Problem["id"]): void => {
    if (current.delete(id)) onChange(list());
  };
  return {
    list,
    raise,
    solve,
    observeWrite(error) {
      if (error === null) {
        solve("diskFull");
        solve("storeReadOnly");
      } else if (error instanceof TidemarkError && error.code === "diskFull") {
        raise("diskFull", "The disk is full: nothing more is recorded.");
      } else if (error instanceof TidemarkError && error.code === "readOnly") {
        raise("storeReadOnly", "Tidemark's store can't be written: nothing more is recorded.");
      }
    },
    observeArtifact(error) {
      if (error === null) {
        solve("diskFull");
        solve("artifactsUnwritable");
      } else if (error instanceof TidemarkError && error.code === "diskFull") {
        raise("diskFull", "The disk is full: an artifact was not saved.");
      } else if (error instanceof TidemarkError && error.code === "readOnly") {
        raise("artifactsUnwritable", "Tidemark's folder of artifacts can't be written: an artifact was not saved.");
      }
    },
  };
}
