import { z } from "zod";
import type { Tracking } from "../../tracking/tracking.ts";
import { artifactPath, rootedPath } from "../artifactPath.ts";
import { runId } from "../fields.ts";
import { type Route, route } from "../route.ts";
import { entriesShape } from "../shapes/artifacts.ts";
import { requestedRun } from "./runRoutes.ts";

/** What a run's artifact folder holds, by paths inside it. */
export function runArtifactRoutes({ runs, artifacts }: Tracking): readonly Route[] {
  return [
    route("GET", "/artifacts/list", z.object({ ...runId, path: z.string().default("") }), async (request) => {
      const { artifactUri } = runs.get(requestedRun(request));
      const path = artifactPath(request.path);
      const root = rootedPath(artifactUri);
      if (root === undefined) return { root_uri: artifactUri, files: [] };
      const entries = await artifacts.list(path === "" ? root : `${root}/${path}`);
      return { root_uri: artifactUri, files: entriesShape(entries, path) };
    }),
  ];
}
