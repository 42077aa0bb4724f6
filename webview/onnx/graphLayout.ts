import type { OnnxGraphNode } from "../../src/protocol/onnxEntities.ts";
import type { Block } from "./repeatedBlocks.ts";

export interface GraphBox {
  readonly id: number;
  readonly title: string;
  readonly detail: string;
  /** The numbers of the nodes that it stands for: from the first to before the last. */
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly y: number;
}

export interface GraphLayout {
  readonly boxes: readonly GraphBox[];
  /** By the boxes' ids. */
  readonly edges: readonly { readonly from: number; readonly to: number }[];
  readonly width: number;
  readonly height: number;
}

export const boxWidth = 170;
export const boxHeight = 40;
const gapX = 30;
const gapY = 46;

/**
 * Puts boxes in layers, each below all that it takes values from, and in a layer near the middle of these.
 * Takes time in proportion to nodes and edges.
 */
export function graphLayout(nodes: readonly OnnxGraphNode[], blocks: readonly Block[]): GraphLayout {
  const boxOf = new Int32Array(nodes.length);
  for (const [id, { start, period, times }] of blocks.entries()) boxOf.fill(id, start, start + period * times);
  const madeBy = new Map<string, number>();
  for (const [index, { outputs }] of nodes.entries()) for (const name of outputs) madeBy.set(name, index);
  const before = blocks.map(() => new Set<number>());
  for (const [index, { inputs }] of nodes.entries()) {
    const to = boxOf[index] ?? 0;
    for (const name of inputs) {
      const source = name === "" ? undefined : madeBy.get(name);
      const from = source === undefined ? to : (boxOf[source] ?? 0);
      // A value from a later node is part of a cycle, which has no layer.
      if (from < to) before[to]?.add(from);
    }
  }
  const layers: number[][] = [];
  const layerOf = before.map(() => 0);
  for (const [id, sources] of before.entries()) {
    const layer = [...sources].reduce((deepest, source) => Math.max(deepest, (layerOf[source] ?? 0) + 1), 0);
    layerOf[id] = layer;
    const members = layers[layer] ?? [];
    layers[layer] = members;
    members.push(id);
  }
  const centre = new Float64Array(blocks.length);
  const boxes: GraphBox[] = [];
  for (const [layer, members] of layers.entries()) {
    const wished = members
      .map((id) => ({ id, wish: middle([...(before[id] ?? [])].map((source) => centre[source] ?? 0)) }))
      .sort((a, b) => a.wish - b.wish || a.id - b.id);
    const width = members.length * (boxWidth + gapX) - gapX;
    const left = middle(wished.map(({ wish }) => wish)) - width / 2;
    for (const [order, { id }] of wished.entries()) {
      const x = left + order * (boxWidth + gapX);
      centre[id] = x + boxWidth / 2;
      boxes.push({ id, ...wordsOf(nodes, blocks[id]), x, y: layer * (boxHeight + gapY) });
    }
  }
  const leftmost = boxes.reduce((least, { x }) => Math.min(least, x), 0);
  const rightmost = boxes.reduce((most, { x }) => Math.max(most, x + boxWidth), 0);
  return {
    boxes: boxes.map((box) => ({ ...box, x: box.x - leftmost })).sort((a, b) => a.id - b.id),
    edges: before.flatMap((sources, to) => [...sources].map((from) => ({ from, to }))),
    width: rightmost - leftmost,
    height: layers.length * (boxHeight + gapY) - gapY,
  };
}

const middle = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function wordsOf(nodes: readonly OnnxGraphNode[], block: Block | undefined): Omit<GraphBox, "id" | "x" | "y"> {
  const { start, period, times } = block ?? { start: 0, period: 1, times: 1 };
  const node = nodes[start];
  const from = start;
  const to = start + period * times;
  if (times === 1) return { title: node?.operator ?? "", detail: node?.name ?? "", from, to };
  const operators = nodes.slice(start, start + period).map(({ operator }) => operator);
  return {
    title: `${times} × ${period === 1 ? operators[0] : `${period} nodes`}`,
    detail: operators.join(", "),
    from,
    to,
  };
}
