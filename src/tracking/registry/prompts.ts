import type { TextTest } from "../../store/runQueryAst.ts";
import type { TagInput } from "../types.ts";

/** By this tag MLflow's clients tell prompts, which they keep in the registry too, from models. */
const promptTag = "mlflow.prompt.is_prompt";

/** Whether these are a prompt's tags. Of a key that is there twice the last counts. */
export const isPrompt = (tags: readonly TagInput[]): boolean =>
  tags.findLast(({ key }) => key === promptTag)?.value.toLowerCase() === "true";

type Condition = { readonly of: string } | { readonly of: "tag"; readonly key: string; readonly test: TextTest };

const isOnPromptTag = (
  condition: Condition,
): condition is { readonly of: "tag"; readonly key: string; readonly test: TextTest } =>
  condition.of === "tag" && "key" in condition && condition.key === promptTag;

/** Whether a search looks for prompts. If not, what it says of prompts is left out: models don't have the tag at all. */
export function separatePrompts<One extends Condition>(
  conditions: readonly One[],
): { readonly prompts: boolean; readonly conditions: readonly One[] } {
  const asked: Condition | undefined = conditions.find(isOnPromptTag);
  const prompts = asked !== undefined && isOnPromptTag(asked) && wantsPrompts(asked.test);
  return { prompts, conditions: prompts ? conditions : conditions.filter((each) => !isOnPromptTag(each)) };
}

function wantsPrompts(test: TextTest): boolean {
  if (test.comparator === "=") return test.value.toLowerCase() === "true";
  return test.comparator === "!=" && test.value.toLowerCase() === "false";
}
