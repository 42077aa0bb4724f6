import { randomUUID } from "node:crypto";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import type { Tables } from "../../store/tables.ts";
import type { AssessmentRow, TraceRow } from "../../store/traceRow.ts";
import { findTrace, type TraceDependencies } from "./traceAccess.ts";
import type { AssessmentInput, Traces } from "./traceTypes.ts";

/** What people and programs think of traces: feedback and expectations. */
export function assessments(
  { store, now }: TraceDependencies,
  write: (work: (tables: Tables) => readonly number[]) => Promise<void>,
): Pick<Traces, "addAssessment" | "getAssessment" | "changeAssessment" | "deleteAssessment"> {
  const get = (traceId: string, assessmentId: string): AssessmentRow =>
    findAssessment(store.tables, findTrace(store.tables, traceId), assessmentId);
  return {
    async addAssessment(traceId, input) {
      const assessmentId = input.assessmentId ?? newAssessmentId();
      await write((tables) => {
        const trace = findTrace(tables, traceId);
        if (input.overrides !== null) setValid(tables, trace, input.overrides, false);
        putAssessment(tables, trace.id, traceId, { ...input, assessmentId });
        return [trace.id];
      });
      return get(traceId, assessmentId);
    },
    getAssessment: get,
    async changeAssessment(traceId, assessmentId, change) {
      await write((tables) => {
        const trace = findTrace(tables, traceId);
        const row = findAssessment(tables, trace, assessmentId);
        if (change.kind !== undefined && change.kind !== row.kind) {
          throw invalidParameter(`Cannot update ${change.kind} value on an assessment that is ${row.kind}.`);
        }
        const content = merged(contentOf(row), change.content);
        tables.traces.putAssessment(trace.id, {
          ...row,
          name: change.name ?? row.name,
          value: change.value === undefined ? row.value : change.value,
          content: JSON.stringify({ ...content, last_update_time: new Date(now()).toISOString() }),
        });
        return [trace.id];
      });
      return get(traceId, assessmentId);
    },
    deleteAssessment: (traceId, assessmentId) =>
      write((tables) => {
        const trace = findTrace(tables, traceId);
        const row = assessmentOf(tables, trace, assessmentId);
        if (row === undefined) return [];
        tables.traces.deleteAssessment(trace.id, assessmentId);
        const { overrides } = contentOf(row);
        if (typeof overrides === "string" && assessmentOf(tables, trace, overrides) !== undefined) {
          setValid(tables, trace, overrides, true);
        }
        return [trace.id];
      }),
  };
}

export const newAssessmentId = (): string => `a-${randomUUID().replaceAll("-", "")}`;

export function putAssessment(
  { traces }: Tables,
  id: number,
  traceId: string,
  input: AssessmentInput & { readonly assessmentId: string },
): void {
  const { assessmentId, kind, name, value, valid } = input;
  const content = { ...input.content, assessment_id: assessmentId, trace_id: traceId, valid };
  traces.putAssessment(id, { assessmentId, kind, name, value, valid: Number(valid), content: JSON.stringify(content) });
}

const assessmentOf = ({ traces }: Tables, trace: TraceRow, assessmentId: string): AssessmentRow | undefined =>
  traces.complete(trace).assessments.find((row) => row.assessmentId === assessmentId);

function findAssessment(tables: Tables, trace: TraceRow, assessmentId: string): AssessmentRow {
  const row = assessmentOf(tables, trace, assessmentId);
  if (row !== undefined) return row;
  throw notFound(`Assessment with ID '${assessmentId}' not found for trace '${trace.traceId}'`, { assessmentId });
}

function setValid(tables: Tables, trace: TraceRow, assessmentId: string, valid: boolean): void {
  const row = findAssessment(tables, trace, assessmentId);
  const content = JSON.stringify({ ...contentOf(row), valid });
  tables.traces.putAssessment(trace.id, { ...row, valid: Number(valid), content });
}

/** Written by {@link putAssessment}, which had an object. */
const contentOf = ({ content }: AssessmentRow): Readonly<Record<string, unknown>> => JSON.parse(content);

/** The change's fields over those before; what is said under `metadata` is added to what was. */
function merged(before: Readonly<Record<string, unknown>>, change: Readonly<Record<string, unknown>>) {
  const metadata = { ...asObject(before.metadata), ...asObject(change.metadata) };
  return { ...before, ...change, ...(Object.keys(metadata).length === 0 ? {} : { metadata }) };
}

const asObject = (value: unknown): object => (typeof value === "object" && value !== null ? value : {});
