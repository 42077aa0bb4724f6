import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { TidemarkError } from "../protocol/errors.ts";
import type { Tracking } from "../tracking/tracking.ts";
import { artifactPath, baseName, rootedPath } from "./artifactPath.ts";
import { requiredText, text } from "./fields.ts";
import { versionNumber } from "./registryFields.ts";
import { wrongRequest } from "./requestErrors.ts";
import { requestedRun } from "./routes/runRoutes.ts";
import { entriesShape } from "./shapes/artifacts.ts";
import { adoptUploadedSpans } from "./spans/uploadedSpans.ts";

const prefixes = ["/api/2.0/mlflow-artifacts", "/ajax-api/2.0/mlflow-artifacts"];

const wildcard = z.object({ "*": z.string().min(1) });
const listing = z.object({ path: z.string().default("") });
const versionArtifact = z.object({ name: requiredText, version: requiredText, path: requiredText });
const runArtifact = z.object({ run_id: text, run_uuid: text, path: z.string().min(1) });

/**
 * Artifacts by address, as `mlflow-artifacts:` URIs mean them. Bodies are the files themselves, whatever their
 * content type says: they are streamed in both directions and never parsed.
 */
export async function artifactProxy(app: FastifyInstance, tracking: Tracking): Promise<void> {
  const { artifacts, runs, registry } = tracking;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _body, parsed) => parsed(null));

  const download = async (reply: FastifyReply, path: string) => {
    const { stream, size } = await artifacts.open(path);
    return reply
      .header("content-type", "application/octet-stream")
      .header("content-length", size)
      .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(baseName(path))}`)
      .header("x-content-type-options", "nosniff")
      .send(stream);
  };

  for (const prefix of prefixes) {
    app.get(`${prefix}/artifacts`, async (request) => {
      const path = artifactPath(checked(listing, request.query).path);
      return { files: entriesShape(await artifacts.list(path), "") };
    });
    app.get(`${prefix}/artifacts/*`, (request, reply) => download(reply, wildcardPath(request.params)));
    app.put(`${prefix}/artifacts/*`, async (request) => {
      const path = wildcardPath(request.params);
      await artifacts.put(path, request.raw);
      await adoptUploadedSpans(tracking, path);
      return {};
    });
    app.delete(`${prefix}/artifacts/*`, async (request) => {
      // As in MLflow, what is not there is as good as deleted.
      await artifacts.delete(wildcardPath(request.params)).catch((error: unknown) => {
        if (!(error instanceof TidemarkError && error.code === "notFound")) throw error;
      });
      return {};
    });
    app.all(`${prefix}/mpu/*`, () => {
      // The client falls back to one plain upload on a 501 whose message begins so.
      throw unsupported("Multipart upload is not supported for the current artifact repository");
    });
    app.all(`${prefix}/presigned/*`, () => {
      throw unsupported("Multipart download is not supported for the current artifact repository");
    });
  }

  /** A file below an artifact address; `owner` says whose when the address is somebody else's. */
  const downloadBelow = (reply: FastifyReply, uri: string, path: string, owner: string) => {
    const root = rootedPath(uri);
    if (root === undefined) throw unsupported(`The artifacts of ${owner} are kept at ${uri}.`);
    return download(reply, `${root}/${artifactPath(path)}`);
  };

  app.get("/get-artifact", (request, reply) => {
    const query = checked(runArtifact, request.query);
    const run = runs.get(requestedRun(query));
    return downloadBelow(reply, run.artifactUri, query.path, `run ${run.id}`);
  });

  app.get("/model-versions/get-artifact", (request, reply) => {
    const { name, version, path } = checked(versionArtifact, request.query);
    const { storageLocation } = registry.versions.get(name, versionNumber(version));
    return downloadBelow(reply, locatedIn(runs, storageLocation), path, `version ${version} of ${name}`);
  });
}

/** `runs:/<id>/model` as the address that it stands for. */
function locatedIn(runs: Tracking["runs"], uri: string): string {
  const [, id, path] = /^runs:\/+([^/]+)\/(.*)$/.exec(uri) ?? [];
  return id === undefined ? uri : `${runs.get(id).artifactUri}/${path}`;
}

const wildcardPath = (params: unknown): string => artifactPath(checked(wildcard, params)["*"]);

const unsupported = (message: string): TidemarkError => new TidemarkError("notImplemented", message);

function checked<Fields extends z.ZodType>(fields: Fields, input: unknown): z.output<Fields> {
  const result = fields.safeParse(input);
  if (!result.success) throw wrongRequest(result.error, input);
  return result.data;
}
