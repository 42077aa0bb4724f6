import { createHash, timingSafeEqual } from "node:crypto";
import { TidemarkError } from "../protocol/errors.ts";

/** What of a request decides whether it may pass. */
export interface GuardedHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly "sec-fetch-site"?: string | string[] | undefined;
  readonly authorization?: string | undefined;
}

/**
 * Lets a request pass or says why not: `permissionDenied` for another host's name (DNS rebinding) or a web page's
 * request, `unauthenticated` for a missing or wrong token.
 */
export function guard(headers: GuardedHeaders, expected: { port: number; token: string | null }): TidemarkError | null {
  if (!isOwnHost(headers.host, expected.port)) {
    return new TidemarkError("permissionDenied", "This address serves 127.0.0.1 and localhost only.");
  }
  if (comesFromWebPage(headers)) {
    return new TidemarkError("permissionDenied", "Requests from web pages are refused.");
  }
  if (expected.token !== null && !carriesToken(headers.authorization, expected.token)) {
    const message = "A valid token is required: set MLFLOW_TRACKING_TOKEN to this workspace's token.";
    return new TidemarkError("unauthenticated", message);
  }
  return null;
}

function isOwnHost(host: string | undefined, port: number): boolean {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(host?.toLowerCase() ?? "");
}

/** Only browsers send these, and no page is served here that could send them rightly. */
function comesFromWebPage(headers: GuardedHeaders): boolean {
  if (headers.origin !== undefined) return true;
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "none";
}

/** `Bearer TOKEN`, or HTTP Basic with the token as the password, as MLFLOW_TRACKING_PASSWORD sends it. */
function carriesToken(authorization: string | undefined, token: string): boolean {
  const [, scheme = "", credentials = ""] = /^(\S+) +(\S+)$/.exec(authorization ?? "") ?? [];
  if (scheme.toLowerCase() === "bearer") return equal(credentials, token);
  if (scheme.toLowerCase() !== "basic") return false;
  const text = Buffer.from(credentials, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon >= 0 && equal(text.slice(colon + 1), token);
}

/** In constant time, whatever the lengths. */
function equal(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
