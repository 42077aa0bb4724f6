import { formatNumber } from "../../src/protocol/format.ts";
import type { Repeats, RepeatsVerdict } from "../../src/protocol/repeatsRequests.ts";

type Mean = NonNullable<Repeats["metrics"][number]["cells"][number]>;

/** What tells the group from others, such as "lr 0.1, depth 3". */
export function groupName({ params }: Repeats["groups"][number]): string {
  return params.length === 0 ? "all runs" : params.map(({ key, value }) => `${key} ${value ?? "not set"}`).join(", ");
}

/** A mean with half of its interval. */
export const meanWords = ({ mean, interval }: Mean): string =>
  interval === null ? formatNumber(mean) : `${formatNumber(mean)} ± ${half(interval)}`;

/** Such as "better by 1.2 % ± 0.4 %"; a winner only where the runs can tell. */
export function verdictWords({ outcome, difference, relative, interval, intervalReason }: RepeatsVerdict): string {
  if (interval === null) return `can't tell: ${intervalReason}`;
  const isPlain = relative === null || relative.interval === null;
  const size = isPlain ? difference : 100 * relative.share;
  const reach = isPlain ? half(interval) : `${half(relative.interval ?? interval, 100)} %`;
  const unit = isPlain ? "" : " %";
  const words = `${formatNumber(Math.abs(size), 3)}${unit} ± ${reach}`;
  if (outcome === "no difference shown") return `no difference shown (${size < 0 ? "−" : "+"}${words})`;
  return `${outcome} by ${words}`;
}

const half = ({ low, high }: { readonly low: number; readonly high: number }, scale = 1): string =>
  formatNumber((scale * (high - low)) / 2, 2);
