/** What a program and the engine it found must know of each other. */
export interface Version {
  readonly version: string;
  readonly protocol: number;
}

/**
 * What to do with an engine that runs already: use it, replace it by one's own because that is newer,
 * or refuse because it is newer and speaks a protocol that this side does not know.
 */
export function handOver(running: Version, own: Version): "attach" | "replace" | "refuse" {
  const order = compareVersions(running.version, own.version);
  if (order < 0) return "replace";
  if (running.protocol === own.protocol) return "attach";
  return order > 0 ? "refuse" : "replace";
}

/** Orders two semantic versions: negative when `a` is older, positive when it is newer. Build metadata doesn't count. */
export function compareVersions(a: string, b: string): number {
  const left = parse(a);
  const right = parse(b);
  const release = compareLists(left.release, right.release);
  if (release !== 0) return release;
  if (left.pre.length === 0 || right.pre.length === 0) return right.pre.length - left.pre.length;
  return compareLists(left.pre, right.pre);
}

function parse(version: string): { release: string[]; pre: string[] } {
  const [plain = ""] = version.split("+");
  const dash = plain.indexOf("-");
  if (dash < 0) return { release: plain.split("."), pre: [] };
  return { release: plain.slice(0, dash).split("."), pre: plain.slice(dash + 1).split(".") };
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = compareParts(a[index], b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers by value and before words, words by their letters, and a list that ends before one that goes on. */
function compareParts(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1);
  const numbers = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (numbers[0] && numbers[1]) return Math.sign(Number(a) - Number(b));
  if (numbers[0] !== numbers[1]) return numbers[0] ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
