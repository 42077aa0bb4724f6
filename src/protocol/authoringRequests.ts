import * as z from "zod";

export const Suggestion = z.object({
  kind: z.enum(["key", "value", "column", "dataset"]),
  label: z.string(),
  /** What takes the place of the word at the cursor. */
  insert: z.string(),
  /** A column's type, in DuckDB's words; empty for others. */
  detail: z.string(),
  description: z.string(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** Offsets in the text, in UTF-16 units. */
const Span = z.object({ start: z.number().int().min(0), end: z.number().int().min(0) });

const At = z.object({ text: z.string().max(1_000_000), offset: z.number().int().min(0) });

/** What is asked while tidemark.yaml is written; null where there is nothing to say. */
export const authoringRequests = {
  "config/complete": { params: At, result: Span.extend({ suggestions: z.array(Suggestion) }).nullable() },
  "config/explain": {
    params: At,
    result: Span.extend({ detail: z.string(), description: z.string() }).nullable(),
  },
};
