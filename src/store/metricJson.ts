import { metricNumber } from "../protocol/metricNumber.ts";

/** A point as MLflow's `Metric`, in JSON; the key is JSON already. Steps and times are integers, which JSON spells as they are. */
export const metricJson = (keyJson: string, step: number, time: number, value: number): string =>
  `{"key":${keyJson},"value":${JSON.stringify(metricNumber(value))},"timestamp":${time},"step":${step}}`;
