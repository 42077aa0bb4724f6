/** A metric point as MLflow's wire has it. */
export interface WirePoint {
  readonly key: string;
  readonly value: number;
  readonly timestamp: number;
  readonly step: number;
}

/** A falling curve with some ripple, the same whenever it is asked for. */
export const curvePoint = (step: number, key = "loss"): WirePoint => ({
  key,
  value: 1 / (1 + step / 1000) + 0.05 * Math.sin(step * 1.7),
  timestamp: 1_700_000_000_000 + step * 50,
  step,
});

export const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
