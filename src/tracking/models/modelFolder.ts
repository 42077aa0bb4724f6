import { open, readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { TidemarkError } from "../../protocol/errors.ts";
import type { ModelDescription, ModelFiles } from "../../protocol/modelEntities.ts";
import { isInside } from "../artifactPath.ts";
import { uploadPrefix } from "../artifacts.ts";
import { mlmodelName, readMlmodel } from "./mlmodel.ts";

/** Enough for any model's description; a longer file is something else. */
const longestDescription = 1_000_000;
const longestRequirements = 100_000;
const mostFiles = 1000;
const deepest = 8;

type FolderContent = Omit<ModelFiles, "uri" | "folder">;

/** What lies in a model's folder, and what its MLmodel file says. A folder that is not there has no files. */
export async function readModelFolder(folder: string): Promise<FolderContent> {
  const files = await listFiles(folder, mostFiles + 1);
  const shown = files.slice(0, mostFiles);
  const has = (name: string): boolean => shown.some(({ path }) => path === name);
  const described = await describe(folder, has(mlmodelName));
  const requirements = has("requirements.txt")
    ? await readBounded(join(folder, "requirements.txt"), longestRequirements)
    : null;
  return {
    files: shown,
    size: shown.reduce((sum, { size }) => sum + size, 0),
    cut: files.length > mostFiles,
    ...described,
    requirements:
      requirements
        ?.split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== "") ?? null,
  };
}

/** Folders below `root` that hold an MLmodel file, by path with `/`; nothing below such a folder is looked at. */
export async function findModelFolders(root: string, most = 100): Promise<readonly string[]> {
  const found: string[] = [];
  const visit = async (path: string, depth: number): Promise<void> => {
    const entries = await entriesOf(join(root, path));
    if (entries.some((entry) => entry.isFile() && entry.name === mlmodelName)) {
      found.push(path);
      return;
    }
    for (const entry of entries) {
      if (found.length >= most || depth === 0) return;
      if (entry.isDirectory()) await visit(path === "" ? entry.name : `${path}/${entry.name}`, depth - 1);
    }
  };
  await visit("", deepest);
  return found;
}

async function describe(folder: string, has: boolean): Promise<Pick<FolderContent, "description" | "problem">> {
  const nothing = (problem: string) => ({ description: null, problem });
  if (!has) return nothing(`There is no ${mlmodelName} file.`);
  try {
    const text = await readBounded(join(folder, mlmodelName), longestDescription);
    if (text === null) return nothing(`${mlmodelName} is larger than 1 MB.`);
    const description: ModelDescription = readMlmodel(text);
    return { description, problem: null };
  } catch (error) {
    if (error instanceof TidemarkError) return nothing(error.message);
    throw error;
  }
}

/** Files below the folder, by path; links are not followed. */
async function listFiles(folder: string, most: number): Promise<{ path: string; size: number }[]> {
  const files: { path: string; size: number }[] = [];
  const visit = async (path: string, depth: number): Promise<void> => {
    for (const entry of await entriesOf(join(folder, path))) {
      if (files.length >= most) return;
      const below = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth > 0) await visit(below, depth - 1);
      } else if (entry.isFile()) files.push({ path: below, size: (await stat(join(folder, below))).size });
    }
  };
  await visit("", deepest);
  return files;
}

async function entriesOf(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith(uploadPrefix)).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A file's text; null when it is longer than `most` bytes. */
async function readBounded(file: string, most: number): Promise<string | null> {
  await using handle = await open(file, "r");
  const { size } = await handle.stat();
  return size > most ? null : handle.readFile("utf8");
}

/** Whether a folder is below the root once links are followed; false when it is not there. */
export async function isBelow(root: string, folder: string): Promise<boolean> {
  try {
    return isInside(await realpath(root), await realpath(folder));
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
