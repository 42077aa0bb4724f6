import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

/** A file to upload, and how long it is: servers behind WSGI read no chunked bodies. */
export interface UploadBody {
  readonly stream: Readable;
  readonly size: number;
}

/** Uploads one file and resolves with the answer, whatever it says; `patience` is how long, in milliseconds, nothing may move. */
export async function putFile(
  url: string,
  headers: Readonly<Record<string, string>>,
  { stream, size }: UploadBody,
  { signal, patience }: { readonly signal: AbortSignal; readonly patience: number },
): Promise<{ readonly status: number; readonly text: string }> {
  const request = url.startsWith("https:") ? requestHttps : requestHttp;
  const sent = request(url, {
    method: "PUT",
    headers: { ...headers, "content-length": size, "content-type": "application/octet-stream" },
    signal,
  });
  sent.setTimeout(patience, () => sent.destroy(new Error(`nothing was heard for ${patience / 1000} s`)));
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    sent.once("error", reject);
    sent.once("response", (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, text: body }), reject);
    });
  });
  // A server that refuses early answers before the file is through: its answer says more than the broken pipe.
  const [written, answer] = await Promise.allSettled([pipeline(stream, sent), answered]);
  if (answer.status === "fulfilled") return answer.value;
  throw written.status === "rejected" ? written.reason : answer.reason;
}
