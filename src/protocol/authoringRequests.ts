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

export const NullSpelling = z.object({
  /** Whether an empty value is a null in this data set. */
  emptyIsNull: z.boolean(),
  /** What to write instead of a part of the text; null where that would take more than adding. */
  edit: Span.extend({ text: z.string() }).nullable(),
});
export type NullSpelling = z.infer<typeof NullSpelling>;

const At = z.object({ text: z.string().max(1_000_000), offset: z.number().int().min(0) });

/** What is asked while tidemark.yaml is written; null where there is nothing to say. */
export const authoringRequests = {
  "config/complete": { params: At, result: Span.extend({ suggestions: z.array(Suggestion) }).nullable() },
  "config/explain": {
    params: At,
    result: Span.extend({ detail: z.string(), description: z.string() }).nullable(),
  },
  /** How a configuration could say that a text of a data set stands for null; null where the data set isn't found. */
  "config/nullSpelling": {
    params: z.object({
      text: z.string().max(1_000_000),
      dataset: z.string(),
      spelling: z.string(),
      /** Nothing is answered for a text that isn't a usual spelling of null. */
      usual: z.boolean(),
    }),
    result: NullSpelling.nullable(),
  },
};
