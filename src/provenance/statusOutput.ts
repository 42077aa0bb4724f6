/** One file, submodule or embedded repository that is not as in the last commit. */
export interface StatusEntry {
  /** Relative to the repository's top; an untracked repository's ends in `/`. */
  readonly path: string;
  readonly kind: "changed" | "untracked" | "unmerged";
  /** It differs from the index: only these are not in a copy of it. */
  readonly unstaged: boolean;
  readonly submodule: {
    /** Another commit is checked out than the one that is recorded. */
    readonly moved: boolean;
    /** Files inside are not as in that commit. */
    readonly dirty: boolean;
  } | null;
}

export interface Status {
  /** Null in a repository without commits. */
  readonly commit: string | null;
  /** Null when HEAD is detached. */
  readonly branch: string | null;
  readonly upstream: string | null;
  readonly entries: readonly StatusEntry[];
}

/** Reads `git status --porcelain=v2 --branch -z --no-renames`. */
export function parseStatus(output: string): Status {
  const records = output.split("\0").filter((record) => record !== "");
  const header = (name: string): string | null => {
    const start = `# branch.${name} `;
    return records.find((record) => record.startsWith(start))?.slice(start.length) ?? null;
  };
  const commit = header("oid");
  const branch = header("head");
  return {
    commit: commit === "(initial)" ? null : commit,
    branch: branch === "(detached)" ? null : branch,
    upstream: header("upstream"),
    entries: records.flatMap((record) => parseEntry(record) ?? []),
  };
}

/** How many words precede the path in each kind of record. */
const leading = { "1": 8, u: 10, "?": 1 } as const;

function parseEntry(record: string): StatusEntry | null {
  const kind = record[0];
  if (kind !== "1" && kind !== "u" && kind !== "?") return null;
  const words = record.split(" ", leading[kind]);
  const path = record.slice(words.join(" ").length + 1);
  if (kind === "?") return { path, kind: "untracked", unstaged: true, submodule: null };
  const [, state = "..", submodule = "N..."] = words;
  return {
    path,
    kind: kind === "u" ? "unmerged" : "changed",
    unstaged: kind === "u" || state[1] !== ".",
    submodule: submodule.startsWith("S")
      ? { moved: submodule[1] === "C", dirty: submodule[2] === "M" || submodule[3] === "U" }
      : null,
  };
}
