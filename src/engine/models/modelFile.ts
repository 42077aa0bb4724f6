import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import type { Tables } from "../../store/tables.ts";
import { localFolder } from "../../tracking/artifactPath.ts";
import { readModelFolder } from "../../tracking/models/modelFolder.ts";
import { resolveSource } from "../../tracking/registry/versionSource.ts";
import { exportHint } from "./exportHint.ts";

export interface ModelFiles {
  readonly tables: Tables;
  readonly workspace: string;
  readonly artifactRoot: string;
}

/**
 * The ONNX file that an address means: a path from the workspace's folder, or what a run logged (`runs:/…`) or the registry has
 * (`models:/…`), where a folder stands for the only ONNX file in it.
 * @throws TidemarkError `notFound` for what is not there, `invalidParameter` where it is not clear which file is meant
 */
export async function modelFile(address: string, { tables, workspace, artifactRoot }: ModelFiles): Promise<string> {
  if (!/^(runs|models):/.test(address)) return resolve(workspace, address);
  const { storageLocation } = resolveSource(tables, { source: address });
  const uris = placesOf(tables, storageLocation);
  const places = uris.map((uri) => localFolder(artifactRoot, uri)).filter((place) => place !== null);
  if (places.length === 0) throw notFound(`The files of ${address} are kept elsewhere: ${uris.join(", ")}.`);
  const { place, isFile } = await firstThere(places, address);
  if (isFile) return place;
  const files = (await readdir(place)).filter((name) => name.endsWith(".onnx"));
  const [file, ...others] = files;
  if (file === undefined) {
    const hint = exportHint(address, (await readModelFolder(place)).description);
    throw notFound(`There is no ONNX file in ${address}.${hint === undefined ? "" : ` ${hint}`}`);
  }
  if (others.length > 0) throw invalidParameter(`Which file of ${address} is meant? It has ${files.join(", ")}.`);
  return join(place, file);
}

/** `runs:/RUN/NAME` is among the run's artifacts, or is a model of that name that it has logged apart from them. */
function placesOf({ runs, loggedModels }: Tables, uri: string): string[] {
  const [, id, path] = /^runs:\/+([^/]+)\/(.+)$/.exec(uri) ?? [];
  const run = id === undefined ? undefined : runs.byId(id);
  if (id === undefined || path === undefined || run === undefined) return [uri];
  const [name = "", ...below] = path.split("/");
  const models = loggedModels.idsOfRun(id).flatMap((model) => loggedModels.get(model) ?? []);
  const own = models.filter((model) => model.name === name && model.lifecycle === "active").reverse();
  return [`${run.artifact_uri}/${path}`, ...own.map(({ artifactUri }) => [artifactUri, ...below].join("/"))];
}

async function firstThere(places: readonly string[], address: string): Promise<{ place: string; isFile: boolean }> {
  for (const place of places) {
    const found = await stat(place).catch(() => undefined);
    if (found !== undefined) return { place, isFile: found.isFile() };
  }
  throw notFound(`The files of ${address} are not there.`);
}
