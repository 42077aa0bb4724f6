import { metricNumber } from "../protocol/metricNumber.ts";

/** A point as MLflow's `Metric`, in JSON; the key is JSON already. JSON spells numbers as text does, all being finite here. */
export function metricJson(keyJson: string, step: number, time: number, value: number): string {
  const number = metricNumber(value);
  return `{"key":${keyJson},"value":${number === "NaN" ? '"NaN"' : number},"timestamp":${time},"step":${step}}`;
}
