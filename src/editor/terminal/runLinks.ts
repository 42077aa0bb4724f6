/** An address of a run that MLflow's client prints when the run ends, in a line of a terminal. */
export interface RunLink {
  readonly startIndex: number;
  readonly length: number;
  readonly runId: string;
}

const address = /https?:\/\/[^\s/]+\/#\/experiments\/[\w-]+\/runs\/([\w-]+)/g;

/** The runs that a line names by our engine's address; those of other servers are left to the browser. */
export function runLinks(line: string, engineUrl: string): readonly RunLink[] {
  return [...line.matchAll(address)].flatMap(({ 0: text, 1: runId, index: startIndex }) =>
    runId !== undefined && text.startsWith(`${engineUrl}/#/`) ? [{ startIndex, length: text.length, runId }] : [],
  );
}
