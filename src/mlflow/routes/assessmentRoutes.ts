import { z } from "zod";
import { invalidParameter } from "../../protocol/errors.ts";
import type { AssessmentChange, AssessmentInput, AssessmentRow, Traces } from "../../tracking/traces/traceTypes.ts";
import { requiredText, text } from "../fields.ts";
import { done, type Route, route } from "../route.ts";
import { assessmentShape } from "../shapes/trace.ts";

const kinds = ["feedback", "expectation", "issue"] as const;
/** MLflow's `Assessment`; what else it holds is kept as it is. */
export const assessment = z.looseObject({
  assessment_id: text,
  assessment_name: text,
  overrides: text,
  valid: z.boolean().optional(),
  feedback: z.looseObject({ value: z.unknown().optional() }).optional(),
  expectation: z
    .looseObject({
      value: z.unknown().optional(),
      /** What is too complex for protobuf's own values. */
      serialized_value: z.looseObject({ value: z.string() }).optional(),
    })
    .optional(),
  issue: z.looseObject({}).optional(),
});

type SentAssessment = z.output<typeof assessment>;

/** @throws TidemarkError `invalidParameter` when it is neither feedback nor an expectation */
export function toAssessment(sent: SentAssessment): AssessmentInput {
  const kind = kindOf(sent);
  if (kind === undefined) throw invalidParameter("Unknown assessment type: None");
  return {
    assessmentId: sent.assessment_id || null,
    kind,
    name: sent.assessment_name || kind,
    value: jsonValue(sent),
    valid: sent.valid ?? true,
    overrides: sent.overrides || null,
    content: sent,
  };
}

const kindOf = (sent: SentAssessment): AssessmentRow["kind"] | undefined =>
  kinds.find((kind) => sent[kind] !== undefined);

/** The value as JSON. */
function jsonValue({ feedback, expectation }: SentAssessment): string | null {
  const written = expectation?.serialized_value?.value;
  if (written !== undefined) return isJson(written) ? written : JSON.stringify(written);
  const value = (feedback ?? expectation)?.value;
  return value === undefined ? null : JSON.stringify(value);
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** Which fields a change is about: in protobuf's JSON one text with commas, in camel case. */
const updateMask = z
  .union([
    z.string().transform((mask) => mask.split(",")),
    z.object({ paths: z.array(z.string()) }).transform(({ paths }) => paths),
  ])
  .transform((paths) => paths.map((path) => path.trim().replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)));

const changeable = ["assessment_name", "expectation", "feedback", "rationale", "metadata"] as const;

function toChange(sent: SentAssessment, mask: readonly string[]): AssessmentChange {
  const fields = changeable.filter((field) => mask.includes(field));
  const content = Object.fromEntries(fields.map((field) => [field, sent[field]]));
  const kind = kinds.find((each) => mask.includes(each));
  return {
    ...(kind === undefined ? {} : { kind, value: jsonValue(sent) }),
    ...(mask.includes("assessment_name") && sent.assessment_name ? { name: sent.assessment_name } : {}),
    content,
  };
}

const oneTrace = z.object({ trace_id: requiredText });
const oneAssessment = oneTrace.extend({ assessment_id: requiredText });

/** What people and programs think of traces. */
export function assessmentRoutes(traces: Traces): readonly Route[] {
  const path = "/traces/:trace_id/assessments";
  return [
    route("POST", path, oneTrace.extend({ assessment }), async (request) => ({
      assessment: assessmentShape(await traces.addAssessment(request.trace_id, toAssessment(request.assessment))),
    })),
    route("GET", `${path}/:assessment_id`, oneAssessment, ({ trace_id, assessment_id }) => ({
      assessment: assessmentShape(traces.getAssessment(trace_id, assessment_id)),
    })),
    route(
      "PATCH",
      `${path}/:assessment_id`,
      oneAssessment.extend({ assessment, update_mask: updateMask }),
      async ({ trace_id, assessment_id, assessment: sent, update_mask }) => ({
        assessment: assessmentShape(
          await traces.changeAssessment(trace_id, assessment_id, toChange(sent, update_mask)),
        ),
      }),
    ),
    route("DELETE", `${path}/:assessment_id`, oneAssessment, ({ trace_id, assessment_id }) =>
      done(traces.deleteAssessment(trace_id, assessment_id)),
    ),
  ];
}
