import type { Correlation } from "./profileEntities.ts";

const mostShown = 10;

/** The pairs that go together most by either coefficient, the strongest first. */
export function strongestPairs(correlations: readonly Correlation[]): Correlation[] {
  const strength = ({ r, rho }: Correlation): number => Math.max(Math.abs(r ?? 0), Math.abs(rho ?? 0));
  return correlations
    .filter(({ r, rho }) => r !== null || rho !== null)
    .sort((x, y) => strength(y) - strength(x))
    .slice(0, mostShown);
}

/** What the coefficients are over. */
export function correlationWords(rows: number, rankedRows: number): string {
  const words = "Over the rows that have finite values of both columns";
  return rankedRows < rows ? `${words}; Spearman's coefficient over a sample of ${rankedRows} rows.` : `${words}.`;
}
