import type { Check } from "../../config/checks/check.ts";
import type { Dataset } from "../../config/config.ts";
import type { DriftReport } from "../../protocol/driftEntities.ts";
import { DriftQuestion, type DriftSide } from "../../protocol/driftRequests.ts";
import { TidemarkError } from "../../protocol/errors.ts";

type DriftOptions = Extract<Check, { kind: "drift" }>["options"];

/**
 * What a contract's check `drift` asks: answer it with `compare`, and count with `driftedColumns`.
 * @param reference the rows of the reference version, where there is one
 * @throws TidemarkError `unavailable` when the check compares with a reference version and there is none
 */
export function questionOfCheck(
  dataset: Pick<Dataset, "name" | "label">,
  { against, columns, significance, effect }: DriftOptions,
  reference?: DriftSide,
): DriftQuestion {
  const ofDataset = (name: string): DriftSide => ({ of: { dataset: name } });
  const before =
    typeof against === "object"
      ? ofDataset(against.dataset)
      : against === "train"
        ? { of: { dataset: dataset.name, part: "train" as const } }
        : reference;
  if (before === undefined) {
    throw new TidemarkError("unavailable", `There is no reference version of ${dataset.name} to compare with yet.`);
  }
  return DriftQuestion.parse({
    reference: before,
    current: against === "train" ? { of: { dataset: dataset.name, part: "test" } } : ofDataset(dataset.name),
    columns: columns === undefined ? undefined : [...columns],
    label: dataset.label,
    rule: { significance, effect },
    multivariate: false,
  });
}

/** The columns that drifted: changed, gone, or of a type that can't be compared any more. */
export const driftedColumns = ({ columns, schema }: DriftReport): readonly string[] => [
  ...columns.filter(({ verdict }) => verdict === "drift").map(({ name }) => name),
  ...schema.vanished,
  ...schema.changed.map(({ name }) => name),
];
