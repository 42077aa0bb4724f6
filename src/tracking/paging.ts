import { invalidParameter } from "../protocol/errors.ts";

/** MLflow's largest page of runs and experiments. */
const largestPage = 50_000;

export function checkedMaxResults(maxResults: number, largest = largestPage): number {
  if (Number.isInteger(maxResults) && maxResults >= 1 && maxResults <= largest) return maxResults;
  const allowed = maxResults > largest ? `at most ${largest}` : "a positive integer";
  throw invalidParameter(`Invalid value ${maxResults} for parameter 'max_results' supplied. It must be ${allowed}`);
}
