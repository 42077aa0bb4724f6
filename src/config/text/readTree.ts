import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import { tooMuch } from "./bounds.ts";
import { type Lines, linesOf, type Range } from "./lines.ts";
import type { Entry, Tree } from "./tree.ts";

/** The most values that a text may stand for once its aliases are expanded. */
const maxValues = 50_000;

export interface TreeProblem {
  readonly message: string;
  readonly severity: "error" | "warning";
  readonly range: Range;
  /** The keys that lead there. */
  readonly path: readonly string[];
}

export interface TreeReading {
  /** Undefined when the text is empty or can't be understood. */
  readonly tree: Tree | undefined;
  readonly problems: readonly TreeProblem[];
}

/**
 * Reads YAML 1.2, and so JSON, keeping positions. Only plain values come out: nothing is made of tags, and neither
 * nesting nor aliases make more of a text than its bounds allow. Positions don't count a byte order mark.
 */
export function readTree(textWithMark: string): TreeReading {
  const text = textWithMark.replace(/^\uFEFF/, "");
  const lines = linesOf(text);
  const excess = tooMuch(text);
  if (excess !== undefined) {
    const range = lines.range(excess.offset, excess.offset + excess.length);
    return { tree: undefined, problems: [{ message: excess.message, severity: "error", range, path: [] }] };
  }
  const document = parseDocument(text, {
    logLevel: "error",
    prettyErrors: false,
    resolveKnownTags: false,
    // Told below, without losing the rest.
    uniqueKeys: false,
  });
  const faults = syntaxProblems(document, lines);
  if (faults.length > 0) return { tree: undefined, problems: faults };
  if (document.contents === null) return { tree: undefined, problems: [] };
  return new Walk(document, text, lines).read(document.contents);
}

function syntaxProblems(document: Document.Parsed, lines: Lines): TreeProblem[] {
  const problems = document.errors.map(
    ({ message, pos }): TreeProblem => ({
      message: `${message.replace(/\.$/, "")}.`,
      severity: "error",
      range: lines.range(...pos),
      path: [],
    }),
  );
  const version = document.directives.yaml.explicit === true ? document.directives.yaml.version : "1.2";
  if (version !== "1.2") {
    const message = `This is read as YAML 1.2, not ${version}: remove the %YAML line.`;
    problems.push({ message, severity: "error", range: lines.range(0, 0), path: [] });
  }
  return problems;
}

class TooManyValues extends Error {}

class Walk {
  readonly #text: string;
  readonly #lines: Lines;
  readonly #targets: ReadonlyMap<Alias, Node>;
  readonly #problems: TreeProblem[] = [];
  /** The nodes that are being read: an alias to one of them would never end. */
  readonly #open = new Set<Node>();
  #values = 0;

  constructor(document: Document.Parsed, text: string, lines: Lines) {
    this.#text = text;
    this.#lines = lines;
    this.#targets = aliasTargets(document);
  }

  read(contents: Node): TreeReading {
    try {
      return { tree: this.#node(contents, []), problems: this.#problems };
    } catch (error) {
      if (!(error instanceof TooManyValues)) throw error;
      const message = `The file stands for more than ${maxValues} values once its aliases are expanded.`;
      return {
        tree: undefined,
        problems: [{ message, severity: "error", range: this.#lines.range(0, 0), path: [] }],
      };
    }
  }

  #node(node: Node, path: readonly string[]): Tree {
    this.#values += 1;
    if (this.#values > maxValues) throw new TooManyValues();
    const range = this.#range(node);
    if (isAlias(node)) {
      const target = this.#targets.get(node);
      if (target === undefined) return this.#refuse(`Nothing above is marked &${node.source}.`, range, path);
      if (this.#open.has(target)) return this.#refuse(`*${node.source} stands within itself.`, range, path);
      return this.#node(target, path);
    }
    const tag = foreignTag(node);
    if (tag !== undefined) return this.#refuse(`Tags such as ${tag} mean nothing here.`, range, path);
    this.#open.add(node);
    try {
      if (isMap<Node, Node | null>(node)) return { kind: "map", entries: this.#entries(node, path), range };
      if (isSeq<Node>(node)) {
        const items = node.items.map((item, index) => this.#node(item, [...path, String(index)]));
        return { kind: "list", items, range };
      }
      return isScalar(node) ? this.#scalar(node.value, range, path) : this.#refuse("This has no meaning.", range, path);
    } finally {
      this.#open.delete(node);
    }
  }

  #scalar(value: unknown, range: Range, path: readonly string[]): Tree {
    if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) && value !== Infinity) {
      return this.#refuse("The number has more digits than are kept exactly: use at most 15.", range, path);
    }
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      return { kind: "scalar", value, range };
    }
    return this.#refuse("This has no meaning.", range, path);
  }

  #entries(map: YAMLMap<Node, Node | null>, path: readonly string[]): Entry[] {
    const entries = new Map<string, Entry>();
    const merged: Entry[] = [];
    for (const pair of map.items) {
      const key = this.#key(pair.key);
      const keyRange = this.#range(pair.key);
      if (key === undefined) {
        this.#refuse("A key is a text, not a list or map.", keyRange, path);
      } else if (isMergeKey(pair)) {
        merged.push(...this.#merged(pair, path));
      } else if (entries.has(key)) {
        this.#refuse(`The key "${key}" is there twice; only the first counts.`, keyRange, [...path, key]);
      } else {
        const value = pair.value === null ? nothing(keyRange) : this.#node(pair.value, [...path, key]);
        entries.set(key, { key, keyRange, value });
      }
    }
    for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    return [...entries.values()];
  }

  /** The entries that `<<` brings; the map's own come before them, and of several maps the first. */
  #merged(pair: Pair<Node, Node | null>, path: readonly string[]): Entry[] {
    const value = pair.value === null ? nothing(this.#range(pair.key)) : this.#node(pair.value, path);
    const maps = value.kind === "list" ? value.items : [value];
    return maps.flatMap((map) => {
      if (map.kind === "map") return map.entries;
      if (map.kind !== "invalid") this.#refuse("<< takes a map, or a list of maps.", this.#range(pair.key), path);
      return [];
    });
  }

  #key(key: Node): string | undefined {
    const node = isAlias(key) ? this.#targets.get(key) : key;
    if (!isScalar(node)) return undefined;
    return typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
  }

  #refuse(message: string, range: Range, path: readonly string[]): Tree {
    this.#problems.push({ message, severity: "error", range, path });
    return { kind: "invalid", range };
  }

  /** A node's own text, without the comments and line ends that follow it. */
  #range(node: Node): Range {
    return this.#lines.range(...extent(node, this.#text));
  }
}

const nothing = ({ end }: Range): Tree => ({ kind: "scalar", value: null, range: { start: end, end } });

const isMergeKey = ({ key }: Pair<Node, Node | null>): boolean =>
  isScalar(key) && key.value === "<<" && key.type === "PLAIN";

/** What each alias stands for: the last node above it with that name. */
function aliasTargets(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

const coreTags = new Set(
  ["str", "int", "float", "bool", "null", "map", "seq"].map((tag) => `tag:yaml.org,2002:${tag}`),
);

const foreignTag = (node: Node): string | undefined =>
  "tag" in node && node.tag !== undefined && !coreTags.has(node.tag) ? node.tag : undefined;

/** Where a node starts and ends; what stands between its last part and the next node isn't its own. */
function extent(node: Node, text: string): readonly [number, number] {
  const [start, end] = node.range ?? [0, 0];
  if (isMap<Node, Node | null>(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return last === undefined ? [start, end] : [start, extent(last.value ?? last.key, text)[1]];
  }
  if (isSeq<Node>(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return last === undefined ? [start, end] : [start, extent(last, text)[1]];
  }
  return [start, start + text.slice(start, end).trimEnd().length];
}
