import type * as z from "zod";
import type { Report } from "../problems.ts";
import type { Range } from "../text/lines.ts";
import { suggestion } from "../text/nearest.ts";
import { type Entry, entryOf, isWhole, plain, type Tree } from "../text/tree.ts";

type Issue = z.core.$ZodIssue;

/** A value of the file, and whom it belongs to. */
export interface Subject {
  /** How messages call it: its key. */
  readonly name: string;
  readonly keyRange: Range;
  readonly value: Tree;
  /** See `ConfigProblem.path`. */
  readonly path: string;
  /** The key within it that a plain value was taken for: messages call it by the subject's name. */
  readonly short?: string | undefined;
}

export const subjectOf = ({ key, keyRange, value }: Entry, path: string): Subject => ({
  name: key,
  keyRange,
  value,
  path,
});

/** What a schema makes of a value; undefined when it is wrong, which is then told at the places concerned. */
export function parseAt<Schema extends z.ZodType>(
  schema: Schema,
  subject: Subject,
  report: Report,
): z.output<Schema> | undefined {
  // What the reading of the text refused has been told there.
  if (!isWhole(subject.value)) return undefined;
  const result = schema.safeParse(plain(subject.value));
  if (result.success) return result.data;
  for (const issue of result.error.issues) tell(issue, subject, report);
  return undefined;
}

function tell(issue: Issue, subject: Subject, report: Report): void {
  const place = placeAt(subject, issue.path);
  if (issue.code === "invalid_union") {
    const fitting = issue.errors.filter((issues) => issues.length > 0 && issues.every(isDeeper));
    const [within] = fitting.sort((a, b) => faultsOf(a) - faultsOf(b));
    if (within !== undefined) {
      for (const inner of within) tell({ ...inner, path: [...issue.path, ...inner.path] }, subject, report);
      return;
    }
  }
  const problem = (message: string, range: Range) => report({ message, severity: "error", range, path: subject.path });
  if (issue.code === "unrecognized_keys") {
    const messages = issue.message.split("\n");
    issue.keys.forEach((key, index) => {
      const entry = place.node?.kind === "map" ? entryOf(place.node, key) : undefined;
      problem(messages[index] ?? issue.message, entry?.keyRange ?? place.range);
    });
  } else {
    problem(messageOf(issue, place), place.range);
  }
}

/** Whether an option of a union fits in kind, and only something within it is wrong. */
const isDeeper = (issue: Issue): boolean => issue.path.length > 0 || issue.code === "unrecognized_keys";

/** The option that was meant is the one with the fewest; the first of equals, since sorting keeps their order. */
const faultsOf = (issues: readonly Issue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);

function messageOf(issue: Issue, { name, node }: Place): string {
  if (issue.code === "custom" && !isPhrase(issue.message)) return issue.message;
  if (issue.code === "invalid_key") return issue.issues[0]?.message ?? issue.message;
  if (node === undefined) return `"${name}" is missing.`;
  if (issue.code === "invalid_value") {
    const known = issue.values.map(String);
    const meant = node.kind === "scalar" && typeof node.value === "string" ? suggestion(node.value, known) : "";
    return `"${name}" must be ${oneOf(known)}, not ${shown(node)}.${meant}`;
  }
  if (!isPhrase(issue.message)) return `"${name}": ${issue.message}`;
  return `"${name}" must be ${issue.message}, not ${shown(node)}.${advice(node, issue.message)}`;
}

const isPhrase = (message: string): boolean => /^[a-z0-9]/.test(message);

const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

function shown(node: Tree): string {
  if (node.kind === "list") return "a list";
  if (node.kind !== "scalar") return "a map";
  if (node.value === null) return "empty";
  if (typeof node.value !== "string") return String(node.value);
  const text = JSON.stringify(node.value);
  return `the text ${text.length > 60 ? `${text.slice(0, 57)}…"` : text}`;
}

/** What to do about the commonest slips. */
function advice(node: Tree, wanted: string): string {
  if (node.kind !== "scalar") return "";
  const { value } = node;
  if (typeof value === "string") {
    if (/number/.test(wanted) && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value))
      return ` Write ${value} without quotes.`;
    if (/^true or false/.test(wanted) && /^(yes|on)$/i.test(value)) return " Write true.";
    if (/^true or false/.test(wanted) && /^(no|off)$/i.test(value)) return " Write false.";
    return "";
  }
  return value !== null && /text|quotes/.test(wanted) ? " Put it in quotes." : "";
}

interface Place {
  readonly name: string;
  /** Undefined for what is missing. */
  readonly node: Tree | undefined;
  readonly range: Range;
}

/** The node that a path leads to. What has no text of its own (missing, empty) is shown at the key above it. */
function placeAt(subject: Subject, path: readonly PropertyKey[]): Place {
  let place: Place = { name: subject.name, node: subject.value, range: rangeOf(subject.value, subject.keyRange) };
  let keyRange = subject.keyRange;
  for (const step of path) {
    const parent: Tree | undefined = place.node;
    if (parent?.kind === "map") {
      const entry = entryOf(parent, String(step));
      if (entry === undefined) return { name: String(step), node: undefined, range: keyRange };
      keyRange = entry.keyRange;
      const name = parent === subject.value && entry.key === subject.short ? subject.name : entry.key;
      place = { name, node: entry.value, range: rangeOf(entry.value, keyRange) };
    } else if (parent?.kind === "list") {
      const item = parent.items[Number(step)];
      if (item === undefined) return place;
      place = { ...place, node: item, range: rangeOf(item, keyRange) };
    }
  }
  return place;
}

const rangeOf = (node: Tree, keyRange: Range): Range =>
  node.kind === "scalar" && node.value === null && isPoint(node.range) ? keyRange : node.range;

const isPoint = ({ start, end }: Range): boolean => start.line === end.line && start.character === end.character;
