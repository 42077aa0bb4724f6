import { randomUUID } from "node:crypto";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import { fromPageToken, toPageToken } from "../../store/pageToken.ts";
import type { Tables } from "../../store/tables.ts";
import { activeExperiment, activeRun } from "../lookup.ts";
import { checkedMaxResults } from "../paging.ts";
import { parseTraceFilter, parseTraceOrder } from "../search/traceFilter.ts";
import type { TagInput } from "../types.ts";
import { assessments, newAssessmentId, putAssessment } from "./assessments.ts";
import { deleteTraces } from "./deleteTraces.ts";
import { recordSpans } from "./recordSpans.ts";
import { spansOfTraces } from "./spansOfTraces.ts";
import { experimentArtifacts, findTrace, setTraceTag, type TraceDependencies, tellsRuns } from "./traceAccess.ts";
import { traceKeys } from "./traceKeys.ts";
import type { TraceInput, TraceRecord, Traces } from "./traceTypes.ts";

const mostPerPage = 500;
const mostLinked = 100;

/** Records and finds traces by MLflow's rules. */
export function createTraces(dependencies: TraceDependencies): Traces {
  const { store, reads } = dependencies;
  const tell = tellsRuns(dependencies);
  const get = (traceId: string): TraceRecord => store.tables.traces.complete(findTrace(store.tables, traceId));
  /** Writes, then tells those that watch the traces' runs. */
  const write = async (work: (tables: Tables) => readonly number[]): Promise<void> => {
    tell(await store.write((tables) => work(tables).flatMap((id) => tables.traces.runsOf(id))));
  };
  return {
    ...recordSpans(dependencies, write),
    ...spansOfTraces(dependencies, get),
    ...assessments(dependencies, write),
    async record(input) {
      await write((tables) => [recordTrace(tables, input)]);
      return get(input.traceId);
    },
    async start({ experimentId, requestTime, tags, metadata }) {
      const traceId = randomUUID().replaceAll("-", "");
      await write((tables) => {
        const row = { ...unsaid, traceId, state: "IN_PROGRESS", requestTime, duration: null } as const;
        const id = tables.traces.insert({ ...row, experiment: activeExperiment(tables, experimentId).id });
        addArtifactLocation(tables, { id, traceId, experimentId });
        addPairs(tables, id, { tags, metadata });
        return [id];
      });
      return get(traceId);
    },
    async end(traceId, { endTime, state, tags, metadata }) {
      await write((tables) => {
        const row = findTrace(tables, traceId);
        const experiment = activeExperiment(tables, row.experimentId).id;
        tables.traces.update({ ...row, experiment, state, duration: endTime - row.requestTime });
        addPairs(tables, row.id, { tags, metadata });
        return [row.id];
      });
      return get(traceId);
    },
    get,
    getSeveral: (traceIds) =>
      [...new Set(traceIds)]
        .map((traceId) => store.tables.traces.get(traceId))
        .filter((row) => row !== undefined)
        .map(store.tables.traces.complete),
    async search(query) {
      const limit = checkedMaxResults(query.maxResults, mostPerPage);
      const [offset = 0] = query.pageToken === undefined ? [] : fromPageToken(query.pageToken, 1);
      const found = await reads.read("searchTraces", {
        experimentIds: query.experimentIds,
        where: parseTraceFilter(query.filter),
        orderBy: query.orderBy.map(parseTraceOrder),
        limit: limit + 1,
        offset,
      });
      const items = found.slice(0, limit);
      return found.length <= limit ? { items } : { items, nextPageToken: toPageToken([offset + limit]) };
    },
    setTag: (traceId, tag) =>
      write((tables) => {
        const { id } = findTrace(tables, traceId);
        checkMutable(tag.key, "set");
        setTraceTag(tables, id, tag);
        return [id];
      }),
    deleteTag: (traceId, key) =>
      write((tables) => {
        const { id } = findTrace(tables, traceId);
        checkMutable(key, "deleted");
        if (tables.traces.tag.delete(id, key)) return [id];
        throw notFound(`No trace tag with key '${key}' for trace with ID '${traceId}'`);
      }),
    async linkToRun(traceIds, runId) {
      if (traceIds.length > mostLinked) {
        throw invalidParameter(
          `Cannot link more than ${mostLinked} traces to a run in a single request. Provided ${traceIds.length} traces.`,
        );
      }
      await write((tables) => {
        activeRun(tables, runId);
        const known = traceIds.map((traceId) => tables.traces.get(traceId)).filter((row) => row !== undefined);
        for (const { id } of known) tables.traces.link(id, runId);
        return known.map(({ id }) => id);
      });
    },
    delete: (selection) => deleteTraces(dependencies, selection),
  };
}

const unsaid = { clientRequestId: null, requestPreview: null, responsePreview: null } as const;

/** Ids become parts of paths. */
function checkTraceId(traceId: string): void {
  if (/^[\w-]{1,250}$/.test(traceId)) return;
  throw invalidParameter(`Invalid trace ID: ${JSON.stringify(traceId)}. It may have letters, digits, - and _.`);
}

/** What the client says of the whole trace holds, also where its spans said something else before. */
function recordTrace(tables: Tables, input: TraceInput): number {
  checkTraceId(input.traceId);
  const { traces } = tables;
  const experiment = activeExperiment(tables, input.experimentId).id;
  const known = traces.get(input.traceId);
  const fields = { ...input, experiment };
  if (known !== undefined) {
    traces.update({
      ...fields,
      requestPreview: input.requestPreview ?? known.requestPreview,
      responsePreview: input.responsePreview ?? known.responsePreview,
    });
  }
  const id = known?.id ?? traces.insert(fields);
  addArtifactLocation(tables, { id, ...input });
  addPairs(tables, id, { ...input, metadata: [...input.metadata, { key: traceKeys.finalized, value: "true" }] });
  for (const assessment of input.assessments) {
    const assessmentId = assessment.assessmentId ?? newAssessmentId();
    putAssessment(tables, id, input.traceId, { ...assessment, assessmentId });
  }
  return id;
}

function addArtifactLocation(
  tables: Tables,
  { id, traceId, experimentId }: { id: number; traceId: string; experimentId: string },
): void {
  const value = `${experimentArtifacts(tables, experimentId)}/traces/${traceId}/artifacts`;
  tables.traces.tag.set(id, { key: traceKeys.artifactLocation, value });
}

function addPairs(
  tables: Tables,
  id: number,
  { tags, metadata }: { readonly tags: readonly TagInput[]; readonly metadata: readonly TagInput[] },
): void {
  for (const tag of tags) setTraceTag(tables, id, tag);
  for (const pair of metadata) {
    tables.traces.metadatum.set(id, pair);
    if (pair.key === traceKeys.sourceRun) tables.traces.link(id, pair.value);
  }
}

function checkMutable(key: string, what: string): void {
  if (key !== traceKeys.spansLocation) return;
  throw invalidParameter(`Tag '${key}' is immutable and cannot be ${what} on a trace.`);
}
