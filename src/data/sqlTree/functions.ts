import { characterAtByte } from "./characterAt.ts";
import { type Mention, positionOf } from "./mentions.ts";
import { type Node, nodeOf, textOf, walk } from "./node.ts";

/** The functions and operators that a query calls, in lower case. */
export function functionsOf(query: Node, sql: string): readonly Mention[] {
  return [...walk(query)]
    .filter((node) => node.class === "FUNCTION" || node.class === "WINDOW")
    .map((node) => ({
      name: textOf(node.function_name).toLowerCase(),
      position: characterAtByte(sql, positionOf(node)),
    }));
}

/** Functions that stand where a table does. */
export function tableFunctionsOf(query: Node, sql: string): readonly Mention[] {
  return [...walk(query)]
    .filter(({ type }) => type === "TABLE_FUNCTION")
    .map((node) => ({
      name: textOf(nodeOf(node.function).function_name).toLowerCase(),
      position: characterAtByte(sql, positionOf(node)),
    }));
}
