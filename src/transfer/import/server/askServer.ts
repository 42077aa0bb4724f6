import * as z from "zod";
import { TidemarkError } from "../../../protocol/errors.ts";
import type { RemoteMlflow } from "../../remote/remoteMlflow.ts";
import { askForFiles } from "./goesOn.ts";
import { Files } from "./schemas.ts";

/** Reads MLflow's REST API page by page, each answer checked. */
export interface AskServer {
  readonly url: string;
  get<S extends z.ZodType>(schema: S, path: string, query: Readonly<Record<string, string>>): Promise<z.infer<S>>;
  post<S extends z.ZodType>(schema: S, path: string, body: Readonly<Record<string, unknown>>): Promise<z.infer<S>>;
  /** What a folder of files holds. */
  files(path: string, query: Readonly<Record<string, string>>): Promise<z.infer<typeof Files>>;
  /** All pages of a GET request. */
  getPages<S extends Page>(
    schema: S,
    path: string,
    query: Readonly<Record<string, string>>,
  ): AsyncGenerator<z.infer<S>>;
  /** All pages of a POST request. */
  postPages<S extends Page>(
    schema: S,
    path: string,
    body: Readonly<Record<string, unknown>>,
  ): AsyncGenerator<z.infer<S>>;
}

type Page = z.ZodType<{ readonly next_page_token: string }>;

export function askServer(remote: RemoteMlflow, signal: AbortSignal): AskServer {
  const checked = <S extends z.ZodType>(schema: S, path: string, answer: unknown): z.infer<S> => {
    const result = schema.safeParse(answer);
    if (result.success) return result.data;
    const problem = z.prettifyError(result.error).replaceAll("\n", " ");
    throw new TidemarkError("invalidParameter", `${remote.url} does not answer ${path} as MLflow does: ${problem}`);
  };
  async function* pages<S extends Page>(ask: (token: string) => Promise<z.infer<S>>): AsyncGenerator<z.infer<S>> {
    let token = "";
    do {
      const page = await ask(token);
      yield page;
      // One that gives the same token for ever is not asked for ever.
      token = page.next_page_token === token ? "" : page.next_page_token;
    } while (token !== "");
  }
  const get: AskServer["get"] = async (schema, path, query) =>
    checked(schema, path, await remote.get(path, query, { signal }));
  const post: AskServer["post"] = async (schema, path, body) =>
    checked(schema, path, await remote.send("POST", path, body, { signal }));
  return {
    url: remote.url,
    get,
    post,
    files: async (path, query) =>
      checked(Files, path, await askForFiles((options) => remote.get(path, query, options), signal)),
    getPages: (schema, path, query) =>
      pages((token) => get(schema, path, token === "" ? query : { ...query, page_token: token })),
    postPages: (schema, path, body) =>
      pages((token) => post(schema, path, token === "" ? body : { ...body, page_token: token })),
  };
}
