import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { type ErrorCode, TidemarkError } from "../../protocol/errors.ts";
import type { Credentials } from "../../protocol/remote.ts";
import { putFile, type UploadBody } from "./putFile.ts";
import type { RemoteAddress } from "./remoteAddress.ts";

/** Asks one MLflow server over its REST API. Failures are TidemarkErrors that name the server and hold no secret. */
export interface RemoteMlflow {
  /** Without credentials. */
  readonly url: string;
  get(path: string, query: Readonly<Record<string, string>>, options: CallOptions): Promise<unknown>;
  send(method: "POST" | "PATCH" | "DELETE", path: string, body: unknown, options: CallOptions): Promise<unknown>;
  /** Opens a file of `path`; what breaks off later is not asked for again. */
  download(path: string, options: CallOptions): Promise<Readable>;
  /** Streams a file to `path`; `open` is called anew for every attempt. */
  put(path: string, open: () => Promise<UploadBody>, options: CallOptions): Promise<void>;
}

export interface CallOptions {
  readonly signal: AbortSignal;
  /** For what must not be asked twice unseen: a lost answer rejects at once. */
  readonly once?: boolean;
}

export interface RemoteOptions extends RemoteAddress {
  /** Waits between attempts, in milliseconds; its length is the number of further attempts. */
  readonly waits?: readonly number[];
  /** Hears why it waits before the next attempt, and null when an attempt begins. */
  readonly onWaiting?: (reason: string | null) => void;
}

/** About a minute in all, which outlives the restart of a server. */
const usualWaits: readonly number[] = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/** How long a server may take to answer one request. */
const patience = 120_000;

/** @example createRemoteMlflow({ url: "https://mlflow.example.org", credentials: { token: "…" } }) */
export function createRemoteMlflow({ url, credentials, waits = usualWaits, onWaiting }: RemoteOptions): RemoteMlflow {
  const authorization = authorizationOf(credentials);
  const headers: Readonly<Record<string, string>> = authorization === null ? {} : { authorization };
  const redact = redactor(credentials);

  /** Repeats what may succeed later; what the server refuses is final. */
  const attempts = async <T>(work: () => Promise<T>, options: CallOptions): Promise<T> => {
    for (let attempt = 0; ; attempt += 1) {
      options.signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        if (options.signal.aborted) throw new TidemarkError("cancelled", "It was cancelled.");
        const failure = error instanceof TidemarkError ? error : unreachable(url, redact, error);
        const wait = waits[attempt];
        if (failure.code !== "unavailable" || options.once === true || wait === undefined) throw failure;
        onWaiting?.(failure.message);
        await delay(wait, undefined, { signal: options.signal }).catch(() => undefined);
        onWaiting?.(null);
      }
    }
  };
  const ask = (path: string, init: RequestInit, options: CallOptions): Promise<unknown> =>
    attempts(async () => {
      const signal = AbortSignal.any([options.signal, AbortSignal.timeout(patience)]);
      // A redirect could lead the credentials elsewhere.
      const response = await fetch(url + path, { ...init, signal, redirect: "manual" });
      return readAnswer(url, path, redact, response.status, await response.text());
    }, options);

  return {
    url,
    get: (path, query, options) => {
      const search = new URLSearchParams(query).toString();
      return ask(search === "" ? path : `${path}?${search}`, { headers }, options);
    },
    send: (method, path, body, options) => {
      const json = { ...headers, "content-type": "application/json" };
      return ask(path, { method, headers: json, body: JSON.stringify(body) }, options);
    },
    download: (path, options) =>
      attempts(async () => {
        const response = await fetch(url + path, { headers, signal: options.signal, redirect: "manual" });
        if (!response.ok) readAnswer(url, path, redact, response.status, await response.text());
        return response.body === null ? Readable.from([]) : Readable.fromWeb(response.body);
      }, options),
    put: (path, open, options) =>
      attempts(async () => {
        const { status, text } = await putFile(url + path, headers, await open(), { signal: options.signal, patience });
        readAnswer(url, path, redact, status, text);
      }, options),
  };
}

const ErrorBody = z.object({ error_code: z.string(), message: z.string().default("") });

/** The JSON of an answer, or the failure that it is. `data` holds `status` and MLflow's `errorCode`. */
function readAnswer(
  url: string,
  path: string,
  redact: (text: string) => string,
  status: number,
  text: string,
): unknown {
  const body = parsed(text);
  if (status >= 200 && status < 300) {
    if (body === undefined) throw new TidemarkError("invalidParameter", `${url} does not answer as an MLflow server.`);
    return body;
  }
  const said = ErrorBody.safeParse(body);
  const words = said.success ? said.data.message : `HTTP ${status} to ${path.split("?")[0]}`;
  const data = { status, errorCode: said.success ? said.data.error_code : null };
  throw new TidemarkError(codeOf(status), redact(`${url} answered: ${words.slice(0, 500)}`), { data });
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "permissionDenied";
  if (status === 404) return "notFound";
  if (status === 409) return "conflict";
  if (status === 501) return "notImplemented";
  return status === 408 || status === 429 || status >= 500 ? "unavailable" : "invalidParameter";
}

/** Whether the server does not know the request itself: an older one. */
export const isMissingEndpoint = (error: unknown): boolean =>
  error instanceof TidemarkError &&
  (error.data.status === 405 ||
    error.data.status === 501 ||
    (error.data.status === 404 && (error.data.errorCode === null || error.data.errorCode === "ENDPOINT_NOT_FOUND")));

function parsed(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // A page of a proxy, say.
  }
}

function unreachable(url: string, redact: (text: string) => string, error: unknown): TidemarkError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const words = cause instanceof Error ? ("code" in cause ? String(cause.code) : cause.message) : String(cause);
  return new TidemarkError("unavailable", redact(`${url} can't be reached (${words}).`));
}

function authorizationOf(credentials: Credentials | null): string | null {
  if (credentials === null) return null;
  if ("token" in credentials) return `Bearer ${credentials.token}`;
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}

/** Takes secrets out of whatever a server or a library says. */
function redactor(credentials: Credentials | null): (text: string) => string {
  if (credentials === null) return (text) => text;
  const secret = "token" in credentials ? credentials.token : credentials.password;
  const encoded = authorizationOf(credentials)?.split(" ")[1] ?? "";
  return (text) => [secret, encoded].reduce((rest, each) => (each === "" ? rest : rest.replaceAll(each, "…")), text);
}
