import type { HeaderCell } from "./facts.ts";
import { type Findings, shortened } from "./findings.ts";

/** Tells columns without a name, and names that SQL can't tell from one further left. */
export function tellHeaderFaults(header: readonly HeaderCell[], findings: Findings): void {
  const first = new Map<string, number>();
  for (const [column, { text, range }] of header.entries()) {
    const place = { record: 0, column, range, text: shortened(text) };
    if (text.trim() === "") {
      findings.add("blank_headers", () => ({ message: `Column ${column + 1} has no name.`, ...place }));
      continue;
    }
    const key = text.toLowerCase();
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, column);
      continue;
    }
    const same = header[earlier]?.text === text;
    findings.add("duplicate_headers", () => ({
      message: same
        ? `Column ${earlier + 1} has the same name.`
        : `The name of column ${earlier + 1} differs in case alone, which SQL does not tell apart.`,
      name: shortened(text),
      ...place,
    }));
  }
}
