import * as z from "zod";
import { nothing } from "./contract.ts";
import { DatasetVersion, DatasetVersionDetail, KnownDataset, RecordedCheck, VersionOfRun } from "./datasetEntities.ts";

const page = {
  dataset: z.string(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
};
/** A version's number (`3` or `v3`), its hash or the first six digits or more of it, `latest`, or `previous`: the one before. */
const version = z.string().default("latest");

/** What is asked about the versions of data sets. The engine answers from its store. */
export const datasetRequests = {
  "datasets/list": { params: nothing, result: z.object({ datasets: z.array(KnownDataset) }) },
  /** The one seen last first. */
  "datasets/versions": {
    params: z.object(page),
    result: z.object({ versions: z.array(DatasetVersion), total: z.number().int() }),
  },
  "datasets/version": { params: z.object({ dataset: z.string(), version }), result: DatasetVersionDetail },
  /** What checking it came to, the newest first. */
  "datasets/history": {
    params: z.object(page),
    result: z.object({ checks: z.array(RecordedCheck), total: z.number().int() }),
  },
  /**
   * Notes what a data set holds at the moment: one of tidemark.yaml by its name, another by its file's path.
   * @returns its version, the one it was before when nothing has changed
   */
  "datasets/record": {
    params: z.object({
      dataset: z.string(),
      /** Whether its profile is wanted too, however long that takes. */
      profile: z.boolean().default(false),
    }),
    result: DatasetVersion,
    progress: z.object({ doing: z.string() }),
  },
  /** The versions that a run used. */
  "datasets/ofRun": { params: z.object({ runId: z.string() }), result: z.object({ uses: z.array(VersionOfRun) }) },
  /** Says by hand that a run used a version. */
  "datasets/link": {
    params: z.object({ runId: z.string(), dataset: z.string(), version, context: z.string().default("") }),
    result: nothing,
  },
  /** Takes back what was said by hand; what a script logged stays. */
  "datasets/unlink": { params: z.object({ runId: z.string(), dataset: z.string(), version }), result: nothing },
};
