import { csvCell } from "../../src/protocol/csvCell.ts";
import { type MadeModel, optimiseBatches } from "../../src/protocol/optimiseEntities.ts";

/** A made model and a metric a line. Sizes are in bytes, latencies in milliseconds; what is not known is empty. */
export function optimiseCsv(made: readonly MadeModel[]): string {
  const titles = [
    ...["how", "path", "bytes", "original_bytes"],
    ...optimiseBatches.flatMap((batch) =>
      ["median", "original_median", "ratio", "ratio_low", "ratio_high"].map((name) => `batch_${batch}_${name}`),
    ),
    ...["metric", "original", "made", "difference", "low", "high", "outcome"],
  ];
  const lines = made.flatMap((one) => {
    const speed = optimiseBatches.flatMap((batch) => {
      const found = one.ratios.find((each) => each.batch === batch);
      const interval = found?.ratio?.interval;
      return [found?.median, found?.originalMedian, found?.ratio?.ratio, interval?.low, interval?.high];
    });
    const begun = [one.how, one.path, one.bytes, one.originalBytes, ...speed];
    const compared = one.evaluation?.comparisons ?? [];
    if (compared.length === 0) return [[...begun, "", "", "", "", "", "", ""]];
    return compared.map(({ name, first, second, difference, interval, outcome }) => [
      ...begun,
      ...[name, first, second, difference, interval?.low, interval?.high, outcome],
    ]);
  });
  return `${[titles, ...lines].map((cells) => cells.map((cell) => csvCell(String(cell ?? ""))).join(",")).join("\r\n")}\r\n`;
}
