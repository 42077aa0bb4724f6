import { simpleGit } from "simple-git";

/** Git in one folder, as a program that answers and asks nobody anything. */
export interface Git {
  /** Runs a command and resolves to what it printed; rejects with git's own words when it fails. */
  run(args: readonly string[], input?: string): Promise<string>;
  /** The content of a blob, which need not be text. */
  blob(id: string): Promise<Buffer>;
  /** Whether there is a git to run. */
  installed(): Promise<boolean>;
}

export interface GitOptions {
  readonly signal?: AbortSignal;
  /** Variables for git itself, such as `GIT_INDEX_FILE`. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Nothing that the user has set up to happen beside git may happen: hooks, file-system watchers. */
const config = ["core.hooksPath=/dev/null", "core.fsmonitor=false", "core.splitIndex=false"];

/** Variables that make git quiet, take paths for what they are, and leave other processes' locks alone. */
const manners = { GIT_OPTIONAL_LOCKS: "0", GIT_LITERAL_PATHSPECS: "1", GIT_TERMINAL_PROMPT: "0" };

/** Variables of somebody else's git, or that git would start programs by: simple-git refuses to pass them on. */
const foreign = /^(git_.*|editor|pager|prefix|ssh_askpass|visual)$/i;

/** Runs git in `folder`, which must exist. Runs no hooks and opens no prompt. */
export function gitIn(folder: string, options: GitOptions = {}): Git {
  const own = { ...manners, ...options.variables };
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const environment = { ...Object.fromEntries(inherited), LC_ALL: "C", ...own };
  const start = (input?: string) =>
    simpleGit({
      baseDir: folder,
      config,
      allowEnvironment: Object.keys(own),
      unsafe: { allowUnsafeHooksPath: true, allowUnsafeFsMonitor: true },
      // Output is whole when its streams have closed, not when the process has exited.
      completion: { onClose: true, onExit: false },
      ...(options.signal === undefined ? {} : { abort: options.signal }),
      ...(input === undefined ? {} : { input: () => input }),
    }).env(environment);
  return {
    run: async (args, input) => start(input).raw(...args),
    async blob(id) {
      const content: unknown = await start().binaryCatFile(["blob", id]);
      if (!Buffer.isBuffer(content)) throw new TypeError(`git cat-file answered ${typeof content}.`);
      return content;
    },
    installed: async () => (await start().version()).installed,
  };
}
