/** The words of a metric's name, in lower case: `valLoss`, `val_loss` and `val/loss` have the same. */
export const metricWords = (key: string): readonly string[] =>
  key
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
