import type { DataProcess } from "../../data/process/startData.ts";
import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract, dataRequests } from "../../protocol/dataRequests.ts";

/** What the engine answers about data files: the data process knows. @param headCommit of the workspace's code */
export function dataHandlers(
  { request }: DataProcess,
  headCommit: () => Promise<string | null>,
): Pick<Handlers<DataContract>, keyof typeof dataRequests> {
  return {
    "data/describe": (params, { signal }) => request("data/describe", params, signal),
    "config/complete": (params, { signal }) => request("config/complete", params, signal),
    "config/explain": (params, { signal }) => request("config/explain", params, signal),
    "config/nullSpelling": (params, { signal }) => request("config/nullSpelling", params, signal),
    "data/driftChoices": (params, { signal }) => request("data/driftChoices", params, signal),
    "data/driftOverTime": (params, { signal, report }) => request("data/driftOverTime", params, signal, report),
    "data/driftBySlice": (params, { signal, report }) => request("data/driftBySlice", params, signal, report),
    "data/drift": (params, { signal, report }) => request("data/drift", params, signal, report),
    "evaluation/declared": (params, { signal }) => request("evaluation/declared", params, signal),
    "data/datasets": (params, { signal }) => request("data/datasets", params, signal),
    "data/configProblems": (params, { signal }) => request("data/configProblems", params, signal),
    "data/check": (params, { signal, report }) => request("data/check", params, signal, report),
    "data/infer": (params, { signal }) => request("data/infer", params, signal),
    "data/profile": (params, { signal, report }) => request("data/profile", params, signal, report),
    "grid/open": (params, { signal }) => request("grid/open", params, signal),
    "grid/rows": (params, { signal }) => request("grid/rows", params, signal),
    "grid/locate": (params, { signal }) => request("grid/locate", params, signal),
    "grid/value": (params, { signal }) => request("grid/value", params, signal),
    "features/list": (params, { signal }) => request("features/list", params, signal),
    "features/build": async (params, { signal, report }) =>
      request("features/build", { ...params, commit: params.commit ?? (await headCommit()) }, signal, report),
    "features/sql": (params, { signal }) => request("features/sql", params, signal),
    "ingest/append": (params, { signal }) => request("ingest/append", params, signal),
    "ingest/settle": (params, { signal }) => request("ingest/settle", params, signal),
    "watch/look": (params, { signal }) => request("watch/look", params, signal),
    "watch/state": (params, { signal }) => request("watch/state", params, signal),
    "quarantine/list": (params, { signal }) => request("quarantine/list", params, signal),
    "quarantine/datasets": (params, { signal }) => request("quarantine/datasets", params, signal),
    "quarantine/fix": (params, { signal }) => request("quarantine/fix", params, signal),
    "quarantine/replay": (params, { signal }) => request("quarantine/replay", params, signal),
    "quarantine/discard": (params, { signal }) => request("quarantine/discard", params, signal),
    "quarantine/restore": (params, { signal }) => request("quarantine/restore", params, signal),
    "data/failingRows": (params, { signal }) => request("data/failingRows", params, signal),
  };
}
