import { type Memento, type SecretStorage, window } from "vscode";
import * as z from "zod";
import { Credentials, type RemoteServer } from "../../protocol/remote.ts";
import { pickOrType } from "../commands/pickOrType.ts";
import { addressProblem, parseAddress, recentFirst } from "./addresses.ts";

/** Other servers: which ones were used, and what the user told about who they are. */
export interface Remotes {
  /** Asks for a server's address; undefined when the user thought better of it. */
  choose(title: string): Promise<string | undefined>;
  /** The server with the credentials that are kept for it. */
  open(url: string): Promise<RemoteServer>;
  /** Asks for credentials and keeps them; false when the user thought better of it. */
  signIn(url: string): Promise<boolean>;
}

const memoryKey = "tidemark.remotes";
const secretKey = (url: string): string => `tidemark.remote ${url}`;

/** Addresses are remembered for the user, credentials in the editor's secret storage. */
export function createRemotes(memory: Memento, secrets: SecretStorage): Remotes {
  const known = (): readonly string[] => z.array(z.string()).catch([]).parse(memory.get(memoryKey));
  const keep = (url: string, credentials: Credentials) => secrets.store(secretKey(url), JSON.stringify(credentials));
  return {
    async choose(title) {
      const typed = await pickOrType({
        title,
        placeholder: "https://mlflow.example.org",
        known: known().map((value, index) => ({ value, description: index === 0 ? "used last" : "" })),
        offerNew: (text) => `Use ${parseAddress(text)?.url ?? text}`,
        problem: addressProblem,
      });
      const address = typed === undefined ? null : parseAddress(typed);
      if (address === null) return undefined;
      if (address.credentials !== null) await keep(address.url, address.credentials);
      await memory.update(memoryKey, recentFirst(known(), address.url));
      return address.url;
    },
    async open(url) {
      const kept = Credentials.safeParse(parsed(await secrets.get(secretKey(url))));
      return kept.success ? { url, credentials: kept.data } : { url };
    },
    async signIn(url) {
      const credentials = await askCredentials(url);
      if (credentials !== undefined) await keep(url, credentials);
      return credentials !== undefined;
    },
  };
}

async function askCredentials(url: string): Promise<Credentials | undefined> {
  const title = `Sign in to ${url}`;
  const kinds = [
    { label: "$(key) Token", password: false },
    { label: "$(account) User name and password", password: true },
  ];
  const kind = await window.showQuickPick(kinds, { title, placeHolder: "The server wants to know who you are" });
  if (kind === undefined) return undefined;
  const question = {
    title,
    ignoreFocusOut: true,
    validateInput: (text: string) => (text === "" ? "It is needed" : undefined),
  };
  if (!kind.password) {
    const token = await window.showInputBox({ ...question, prompt: "Token", password: true });
    return token === undefined ? undefined : { token };
  }
  const username = await window.showInputBox({ ...question, prompt: "User name" });
  if (username === undefined) return undefined;
  const password = await window.showInputBox({ ...question, prompt: "Password", password: true });
  return password === undefined ? undefined : { username, password };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null; // Not ours: it is asked for again.
  }
}
