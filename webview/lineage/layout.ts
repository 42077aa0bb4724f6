import type { Lineage, LineageNode } from "../../src/protocol/lineageRequests.ts";

/** Where a node stands, in pixels from the top left. */
export interface Placed {
  readonly node: LineageNode;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly placed: readonly Placed[];
  /** The title of each column and where it begins. */
  readonly columns: readonly { readonly title: string; readonly x: number }[];
  readonly width: number;
  readonly height: number;
}

export const nodeWidth = 190;
export const nodeHeight = 44;
const columnGap = 70;
const rowGap = 12;
const top = 30;

/** Columns from sources to models: a node stands right of all that it was made from, near the middle of them. */
export function layout({ nodes, edges }: Pick<Lineage, "nodes" | "edges">): Layout {
  const depth = depths(nodes, edges);
  const deepest = Math.max(0, ...nodes.filter(({ kind }) => isData(kind)).map(({ id }) => depth.get(id) ?? 0));
  const columnOf = ({ id, kind }: LineageNode): number =>
    kind === "run" ? deepest + 1 : kind === "model" ? deepest + 2 : (depth.get(id) ?? 0);
  const used = [...new Set(nodes.map(columnOf))].sort((a, b) => a - b);
  const rank = new Map<string, number>();
  const placed: Placed[] = [];
  const columns = used.map((column, at) => {
    const members = nodes.filter((node) => columnOf(node) === column);
    const ordered = members
      .map((node, order) => ({ node, order, wish: middle(node.id, edges, rank) ?? order }))
      .sort((a, b) => a.wish - b.wish || a.order - b.order);
    const x = at * (nodeWidth + columnGap);
    for (const [row, { node }] of ordered.entries()) {
      rank.set(node.id, row);
      placed.push({ node, x, y: top + row * (nodeHeight + rowGap) });
    }
    return { title: titleOf(column, deepest), x };
  });
  const rows = Math.max(0, ...rank.values()) + 1;
  return {
    placed,
    columns,
    width: Math.max(0, used.length * (nodeWidth + columnGap) - columnGap),
    height: top + rows * (nodeHeight + rowGap),
  };
}

const isData = (kind: LineageNode["kind"]): boolean => kind === "data" || kind === "feature";

function titleOf(column: number, deepest: number): string {
  if (column === 0) return "Sources";
  if (column <= deepest) return "Features";
  return column === deepest + 1 ? "Runs" : "Models";
}

/** The longest way from a source to each node. What goes in a circle is left where it is. */
function depths(nodes: Lineage["nodes"], edges: Lineage["edges"]): ReadonlyMap<string, number> {
  const before = new Map<string, string[]>();
  for (const { from, to } of edges) before.set(to, [...(before.get(to) ?? []), from]);
  const known = new Map<string, number>();
  const visit = (id: string, way: ReadonlySet<string>): number => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const next = new Set([...way, id]);
    const others = (before.get(id) ?? []).filter((other) => !next.has(other));
    const depth = others.length === 0 ? 0 : 1 + Math.max(...others.map((other) => visit(other, next)));
    known.set(id, depth);
    return depth;
  };
  for (const { id } of nodes) visit(id, new Set());
  return known;
}

function middle(id: string, edges: Lineage["edges"], rank: ReadonlyMap<string, number>): number | undefined {
  const ranks = edges.flatMap(({ from, to }) => (to === id ? (rank.get(from) ?? []) : []));
  return ranks.length === 0 ? undefined : ranks.reduce((sum, one) => sum + one, 0) / ranks.length;
}

/** The node, all that it was made from and all that was made from it. */
export function related(id: string, edges: Lineage["edges"]): ReadonlySet<string> {
  const follow = (from: "from" | "to", to: "from" | "to"): Set<string> => {
    const seen = new Set([id]);
    for (const one of seen) for (const edge of edges) if (edge[from] === one) seen.add(edge[to]);
    return seen;
  };
  return new Set([...follow("from", "to"), ...follow("to", "from")]);
}
