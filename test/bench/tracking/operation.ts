import type { Peer } from "./peer.ts";
import type { Servers } from "./servers.ts";
import type { Timing } from "./statistics.ts";

/** One line of the table: something that is asked of both servers in the same words. */
export interface Operation {
  /** For `--only`. */
  readonly name: string;
  readonly title: string;
  /** At least this many times as fast as MLflow. */
  readonly times?: number;
  /** Fills what is needed and answers how to measure once. */
  prepare(servers: Servers): Promise<Prepared>;
}

export interface Prepared {
  /** Who takes part; in each round all of them do, in alternating order. */
  readonly peers: readonly Peer[];
  round(peer: Peer, round: number): Promise<Sample>;
  /** What else there is to say, once all rounds are over. */
  findings?(ours: Timing): Promise<readonly Finding[]> | readonly Finding[];
}

export interface Sample {
  /** Milliseconds of each request, or of the whole where only that counts. */
  readonly times: readonly number[];
  /** What has to be equal on both servers; left out where there is nothing to compare. */
  readonly answers?: unknown;
}

/** A figure beside the times, with what it should be. */
export interface Finding {
  readonly what: string;
  readonly value: string;
  readonly aim?: string;
  readonly met?: boolean;
}
