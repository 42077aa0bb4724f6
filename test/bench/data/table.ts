import { median, number } from "../tracking/statistics.ts";
import { type Measured, spreadOf, timesLonger } from "./measured.ts";

export interface Group {
  readonly title: string;
  /** What the others are compared with; its aims stand beside it. */
  readonly own: Measured;
  readonly others: readonly Measured[];
  /** How many times the time of one of the others it may take at most, by that one's name. */
  readonly most?: Readonly<Record<string, number>>;
  /** Names of others that are no tools to be faster than, besides those with such a bound. */
  readonly beside?: readonly string[];
  /** How many times faster than the fastest of the tools it is to be. */
  readonly faster?: number;
  /** In seconds. */
  readonly within?: number;
}

const widths = [40, 10, 10, 10, 10];

const row = (cells: readonly string[]): string =>
  cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0))).join("");

export const tableHead = (): string => row(["", "seconds", "spread", "of ours", "MiB"]);

/** A group's figures and whether its aims are reached, for people. */
export function groupText(group: Group): string {
  const { title, own, others } = group;
  return ["", title, measuredLine(own, own), ...others.map((each) => measuredLine(each, own)), ...aims(group)].join(
    "\n",
  );
}

function measuredLine(each: Measured, own: Measured): string {
  if (each.rounds.length === 0) return `  ${each.name}: ${each.problem ?? "not measured"}`;
  const compared = each === own ? "" : `${number(timesLonger(own, each))}×`;
  const spread = each.rounds.length === 1 ? "one round" : `${Math.round(spreadOf(each) * 100)} %`;
  const memory = each.memory === null ? "" : number(Math.round(each.memory));
  return row([`  ${each.name}`, median(each.rounds).toFixed(2), spread, compared, memory]);
}

function aims({ own, others, most = {}, beside = [], faster, within }: Group): string[] {
  const time = median(own.rounds);
  const lines: string[] = [];
  for (const [name, bound] of Object.entries(most)) {
    const other = others.find((each) => each.name === name);
    if (other === undefined || other.rounds.length === 0) continue;
    const times = 1 / timesLonger(own, other);
    lines.push(`  aim: at most ${bound}× ${name}: ${number(times)}× ${mark(times <= bound)}`);
  }
  if (faster !== undefined) {
    const rivals = others.filter(({ name, rounds }) => !(name in most) && !beside.includes(name) && rounds.length > 0);
    const ratios = rivals.map((rival) => timesLonger(own, rival));
    const least = Math.min(...ratios);
    if (ratios.length > 0)
      lines.push(`  aim: ${faster}× faster than the fastest tool: ${number(least)}× ${mark(least >= faster)}`);
  }
  if (within !== undefined) lines.push(`  aim: within ${within} s: ${time.toFixed(2)} s ${mark(time <= within)}`);
  return lines;
}

const mark = (met: boolean): string => (met ? "✓" : "✗");
