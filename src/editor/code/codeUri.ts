import * as z from "zod";

/** A file at a commit, as the query of a `tidemark-code:` address holds it. */
export const CodeFile = z.object({ repository: z.string(), commit: z.string(), path: z.string() });
export type CodeFile = z.infer<typeof CodeFile>;

export const codeScheme = "tidemark-code";

/**
 * The parts of a `tidemark-code:` address. The path is the file's own, so that a diff knows it is the same file;
 * it gives the tab its name and the text its language.
 */
export const codeUriParts = (file: CodeFile): { scheme: string; path: string; query: string } => ({
  scheme: codeScheme,
  path: `${file.repository.replaceAll("\\", "/").replace(/^(?!\/)/, "/")}/${file.path}`,
  query: JSON.stringify({ repository: file.repository, commit: file.commit, path: file.path }),
});

/** The file that an address stands for, or null when it is none of ours. */
export function readCodeQuery(query: string): CodeFile | null {
  try {
    return CodeFile.safeParse(JSON.parse(query)).data ?? null;
  } catch {
    return null; // Typed by hand.
  }
}

/** A changed file's two sides; a side that does not exist is null, a null commit means the work tree. */
export interface DiffSides {
  readonly label: string;
  readonly left: CodeFile | null;
  readonly right: CodeFile | { readonly workTree: string } | null;
}

/** What to show for the differences between two code states. */
export function diffSides(answer: {
  readonly repository: string;
  readonly from: string;
  readonly to: string | null;
  readonly changes: readonly {
    readonly path: string;
    readonly oldPath: string | null;
    readonly kind: "added" | "modified" | "deleted" | "renamed";
  }[];
}): readonly DiffSides[] {
  const { repository, from, to } = answer;
  return answer.changes.map(({ path, oldPath, kind }) => ({
    label: path,
    left: kind === "added" ? null : { repository, commit: from, path: oldPath ?? path },
    right: kind === "deleted" ? null : to === null ? { workTree: path } : { repository, commit: to, path },
  }));
}
