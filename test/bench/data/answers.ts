import { checks } from "./contract.ts";
import type { Measured } from "./measured.ts";

/** In how many checks a tool counts the same failing rows as we do, and where it does not. */
export function answersText(own: Measured, { name, answers, rounds }: Measured): string {
  if (answers === undefined || rounds.length === 0) return "";
  const compared = checks.flatMap(({ column, kind }, at) => {
    const [ours, theirs] = [own.answers?.[at] ?? null, answers[at] ?? null];
    return ours === null || theirs === null ? [] : [{ what: `${column ?? "table"} ${kind}`, ours, theirs }];
  });
  const different = compared.filter(({ ours, theirs }) => ours !== theirs);
  const words = different.map(({ what, ours, theirs }) => `${what}: ours ${ours}, theirs ${theirs}`);
  const rest = words.length === 0 ? "" : `; ${words.join("; ")}`;
  return `  ${name} counts the same in ${compared.length - different.length} of ${compared.length} comparable checks${rest}`;
}
