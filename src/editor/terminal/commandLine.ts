export type Shell = "posix" | "powershell" | "cmd";

/** Which rules a terminal's shell quotes by, told from its program. */
export function shellOf(program: string): Shell {
  const name = program
    .replace(/^.*[\\/]/, "")
    .replace(/\.exe$/i, "")
    .toLowerCase();
  if (name === "pwsh" || name === "powershell") return "powershell";
  return name === "cmd" ? "cmd" : "posix";
}

/**
 * A word of a command line. Words come from what a script logged: whatever they hold, none of it runs,
 * and no line ends before the user presses Enter.
 */
export function quoteWord(word: string, shell: Shell): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal would take them for keys.
  const plain = word.replace(/[\u0000-\u001f\u007f-\u009f]/g, "");
  if (plain !== "" && /^[\w./:=@+-]+$/.test(plain)) return plain;
  if (shell === "powershell") return `'${plain.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`;
  if (shell === "cmd") return `"${plain.replace(/["%!^&|<>]/g, "")}"`;
  return `'${plain.replaceAll("'", "'\\''")}'`;
}

/** Tags of a run that say how it was started. */
export interface SourceTags {
  /** `mlflow.source.name`: the script, or a notebook, or a module. */
  readonly sourceName: string | undefined;
  /** `mlflow.project.entryPoint`. */
  readonly entryPoint: string | undefined;
  /** `tidemark.command`: the whole command, as JSON list of words, when `tidemark run` started it. */
  readonly command: string | undefined;
}

/** The command line that made a run, as far as it is known; null when nothing of it is. */
export function commandLineOf(tags: SourceTags, shell: Shell): string | null {
  const words = recordedWords(tags.command);
  if (words !== null) return words.map((word) => quoteWord(word, shell)).join(" ");
  const { sourceName, entryPoint } = tags;
  if (sourceName === undefined || sourceName.trim() === "") return null;
  if (entryPoint !== undefined) return `mlflow run ${quoteWord(sourceName, shell)} -e ${quoteWord(entryPoint, shell)}`;
  if (sourceName.endsWith(".ipynb")) return `jupyter nbconvert --execute --to notebook ${quoteWord(sourceName, shell)}`;
  // A name that looks like an option would be one.
  return `python ${quoteWord(sourceName.startsWith("-") ? `./${sourceName}` : sourceName, shell)}`;
}

function recordedWords(command: string | undefined): readonly string[] | null {
  if (command === undefined) return null;
  try {
    const words: unknown = JSON.parse(command);
    return Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === "string") ? words : null;
  } catch {
    return null; // Somebody else's tag: the script's name has to do.
  }
}
