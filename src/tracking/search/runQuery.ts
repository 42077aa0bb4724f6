import { invalidParameter, TidemarkError } from "../../protocol/errors.ts";
import { type NumberOperand, type Query, QueryFault } from "../../protocol/query/ast.ts";
import { parseQuery } from "../../protocol/query/parseQuery.ts";
import type { RunCondition } from "../../store/runQueryAst.ts";
import type { GoalOf } from "../metricGoal.ts";
import { parseRunFilter } from "./runFilter.ts";

/**
 * Reads a query for runs. What MLflow's language can say means the same in both, and is read as MLflow's: its conditions have
 * indexes.
 * @throws TidemarkError `invalidParameter`, whose `data.place` says where in the text the fault is
 */
export function parseRunQuery(text: string, goalOf: GoalOf): readonly RunCondition[] {
  try {
    return parseRunFilter(text);
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    return [extended(text, goalOf)];
  }
}

/** The same for MLflow's clients, who get MLflow's answer to what neither language has. */
export function parseClientQuery(text: string, goalOf: GoalOf): readonly RunCondition[] {
  try {
    return parseRunFilter(text);
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    try {
      return [extended(text, goalOf)];
    } catch {
      throw error;
    }
  }
}

function extended(text: string, goalOf: GoalOf): RunCondition {
  try {
    return { of: "query", query: withGoals(parseQuery(text), goalOf) };
  } catch (error) {
    if (!(error instanceof QueryFault)) throw error;
    throw invalidParameter(error.message, { place: { ...error.place } });
  }
}

/** The best of each metric becomes its smallest or largest. */
function withGoals(query: Query, goalOf: GoalOf): Query {
  const of = <T extends { readonly of: string }>(operand: T | NumberOperand): T | NumberOperand =>
    isNumberOperand(operand) ? operandWithGoal(operand, goalOf) : operand;
  const number = (operand: NumberOperand): NumberOperand => operandWithGoal(operand, goalOf);
  switch (query.kind) {
    case "and":
    case "or":
      return { ...query, parts: query.parts.map((part) => withGoals(part, goalOf)) };
    case "not":
      return { ...query, part: withGoals(query.part, goalOf) };
    case "compare":
      return { ...query, left: number(query.left), right: number(query.right) };
    case "between":
      return { ...query, value: number(query.value), low: number(query.low), high: number(query.high) };
    case "oneOf":
      return { ...query, value: number(query.value) };
    case "missing":
      return { ...query, subject: of(query.subject) };
    case "text":
      return query;
  }
}

const isNumberOperand = (operand: { readonly of: string }): operand is NumberOperand =>
  operand.of === "metric" || operand.of === "arithmetic";

function operandWithGoal(operand: NumberOperand, goalOf: GoalOf): NumberOperand {
  if (operand.of === "arithmetic") {
    return { ...operand, left: operandWithGoal(operand.left, goalOf), right: operandWithGoal(operand.right, goalOf) };
  }
  if (operand.of !== "metric" || operand.take !== "best") return operand;
  const goal = goalOf(operand.key);
  if (goal !== null) return { ...operand, take: goal };
  throw new QueryFault(
    `Whether less or more of "${operand.key}" is better is not known: write min(${operand.key}) or max(${operand.key}).`,
    operand.place,
  );
}
