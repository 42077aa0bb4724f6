/** A count out of a number of rows. */
export interface Proportion {
  readonly count: number;
  readonly size: number;
}
