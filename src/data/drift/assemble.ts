import {
  type DriftAspect,
  type DriftColumn,
  type DriftReport,
  type DriftVerdict,
  driftRoles,
} from "../../protocol/driftEntities.ts";
import type { DriftQuestion } from "../../protocol/driftRequests.ts";
import type { PairedColumns } from "./columns.ts";
import type { ColumnFindings } from "./compareColumn.ts";
import { judgeAll } from "./hypotheses.ts";
import type { TogetherFindings } from "./multivariate.ts";

/** All that was found out. */
export interface Found {
  readonly label: string | undefined;
  readonly prediction: string | undefined;
  readonly pairs: PairedColumns;
  readonly findings: readonly ColumnFindings[];
  /** Null when it was not asked for. */
  readonly together: TogetherFindings | null;
  readonly facts: Pick<DriftReport, "reference" | "current">;
}

/** Judges all hypotheses together, and ranks the columns: label and prediction stand first. */
export function assemble({ rule, slice }: DriftQuestion, found: Found): DriftReport {
  const { label, prediction, pairs, findings, together, facts } = found;
  const hypotheses = [...findings.flatMap((column) => column.hypotheses), ...(together?.hypotheses ?? [])];
  const judgements = judgeAll(hypotheses, rule);
  const aspects = new Map(hypotheses.map((one, i) => [one, judgements[i]]));
  const columns = findings.map(({ found: column, hypotheses: own }): DriftColumn => {
    const ranked = own.flatMap((one) => aspects.get(one) ?? []).sort(byWeight);
    const role = column.name === label ? "label" : column.name === prediction ? "prediction" : "feature";
    return { ...column, role, aspects: ranked, verdict: worst(ranked) };
  });
  columns.sort((a, b) => byRole(a, b) || byWeight(weightOf(a), weightOf(b)));
  const aspectsTogether = (together?.hypotheses ?? []).flatMap((one) => aspects.get(one) ?? []);
  const isChanged =
    pairs.vanished.length + pairs.changed.length > 0 || aspectsTogether.some(({ verdict }) => verdict === "drift");
  return {
    ...facts,
    slice: slice ?? null,
    rule,
    judged: hypotheses.length,
    verdict: isChanged ? "drift" : worst(columns),
    columns,
    schema: { appeared: [...pairs.appeared], vanished: [...pairs.vanished], changed: [...pairs.changed] },
    leftOut: [...pairs.leftOut],
    multivariate: together === null ? null : { ...together.found, aspects: aspectsTogether },
    affected: null,
  };
}

const verdictOrder: readonly DriftVerdict[] = ["drift", "too small to tell", "no drift"];

/** What is predicted first: a change of it is felt whatever the features do. */
const byRole = (a: DriftColumn, b: DriftColumn): number => driftRoles.indexOf(a.role) - driftRoles.indexOf(b.role);

/** Drift first; then by the effect, measured by the smallest that matters. */
function byWeight(a: Weight, b: Weight): number {
  const order = verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict);
  return order !== 0 ? order : b.effect / b.minimumEffect - a.effect / a.minimumEffect;
}

type Weight = Pick<DriftAspect, "verdict" | "effect" | "minimumEffect">;

const weightOf = ({ verdict, aspects: [first] }: DriftColumn): Weight =>
  first === undefined ? { verdict, effect: 0, minimumEffect: 1 } : { ...first, verdict };

/** One that drifts is enough; to say that nothing does, all must be told. */
function worst(all: readonly { readonly verdict: DriftVerdict }[]): DriftVerdict {
  return verdictOrder.find((verdict) => all.some((one) => one.verdict === verdict)) ?? "too small to tell";
}
