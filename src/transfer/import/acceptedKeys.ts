import { limits } from "../../tracking/limits.ts";

const refused = /[^/\p{L}\p{M}\p{N}_.\- :]/gu;

/** Gives the names of one kind in one run such spelling as a store takes, never the same for two. */
export class AcceptedKeys {
  readonly #given = new Map<string, string>();
  readonly #taken = new Set<string>();

  of(key: string): string {
    const known = this.#given.get(key);
    if (known !== undefined) return known;
    const readable = acceptedKey(key);
    let name = readable;
    for (let count = 2; this.#taken.has(name); count++) {
      const ending = `_${count}`;
      name = `${start(readable, limits.key - ending.length)}${ending}`;
    }
    this.#given.set(key, name);
    this.#taken.add(name);
    return name;
  }

  /** Those that had to change: what they were called, and what they are called now. */
  get renamed(): readonly (readonly [from: string, to: string])[] {
    return [...this.#given].filter(([from, to]) => from !== to);
  }
}

/** The nearest name that MLflow's rules for keys let pass (see tracking/limits.ts). */
function acceptedKey(key: string): string {
  const segments = start(key.replace(refused, "_"), limits.key)
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => (segment === "." || segment === ".." ? segment.replaceAll(".", "_") : segment));
  const name = segments.join("/").replace(/^\.\./, "__");
  return name === "" ? "unnamed" : name;
}

const start = (text: string, length: number): string => Array.from(text).slice(0, length).join("");
