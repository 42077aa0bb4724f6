import { checkForm, flag } from "./form.ts";

const problem = <const Kind extends string>(kind: Kind, summary: string) =>
  checkForm(kind, { summary, options: { value: flag(false) }, short: "value", off: true });

const rowProblem = <const Kind extends string>(kind: Kind, summary: string) =>
  checkForm(kind, { summary, options: { value: flag(false) }, short: "value", off: true, byRow: true });

/** Checks of the files themselves. They run unless the data set says `true`: that such files are all right. */
export const fileForms = [
  problem("invalid_encoding", "Whether a file may hold bytes that its encoding has no meaning for."),
  problem("truncated_file", "Whether a file may stop in the middle: of a quoted value, a compressed block, a footer."),
  problem("wrong_dialect", "Whether a file may look like another delimiter or format than it is read with."),
  problem("blank_headers", "Whether a column may have no name."),
  problem("duplicate_headers", "Whether two columns may have the same name."),
  rowProblem("ragged_rows", "Whether rows may have more or fewer values than the header."),
  rowProblem("blank_rows", "Whether rows may be empty."),
] as const;
