import { open, realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { decode } from "jpeg-js";
import { PNG } from "pngjs";
import type { Raster } from "./resample.ts";

/** An image that is read, or what its path has instead: it completes `"path" …`. */
export type ReadImage = { readonly image: Raster } | { readonly obstacle: string };

const mostPixels = 50_000_000;
const mostBytes = 100_000_000;

const obstacle = (words: string): ReadImage => ({ obstacle: words });

/**
 * Reads a PNG or JPEG as red, green, blue and opacity, 8 bits each.
 * @param root the real path of the folder that no path leads out of, links included
 */
export async function readImage(path: string, root: string): Promise<ReadImage> {
  let file: string;
  try {
    file = await realpath(resolve(root, path));
  } catch {
    return obstacle("names no file");
  }
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return obstacle("leads out of the workspace");
  const bytes = await bytesOf(file);
  return "obstacle" in bytes ? bytes : decoded(bytes.content);
}

async function bytesOf(file: string): Promise<{ readonly content: Buffer } | { readonly obstacle: string }> {
  try {
    await using handle = await open(file);
    const stat = await handle.stat();
    if (!stat.isFile()) return { obstacle: "names no file" };
    if (stat.size > mostBytes) return { obstacle: "names a file of more than 100 MB" };
    return { content: await handle.readFile() };
  } catch {
    return { obstacle: "names a file that can't be read" };
  }
}

/** The size stands at the beginning, so that too large an image is never unpacked. */
function decoded(bytes: Buffer): ReadImage {
  const isPng = bytes.length > 28 && bytes.readUInt32BE(0) === 0x8950_4e47;
  if (!isPng && bytes.readUIntBE(0, Math.min(3, bytes.length)) !== 0xff_d8ff)
    return obstacle("is neither a PNG nor a JPEG");
  try {
    return isPng ? decodedPng(bytes) : decodedJpeg(bytes);
  } catch {
    return obstacle("has an image that is damaged");
  }
}

function decodedPng(bytes: Buffer): ReadImage {
  const [width, height, interlacing] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[28]];
  if (width * height > mostPixels) return obstacle("has an image of more than 50 million pixels");
  // Nothing bounds what these unpack to.
  if (interlacing !== 0) return obstacle("is an interlaced PNG, which isn't read");
  const { data } = PNG.sync.read(bytes);
  return { image: { width, height, channels: 4, bytes: data } };
}

function decodedJpeg(bytes: Buffer): ReadImage {
  try {
    const options = { useTArray: true, maxResolutionInMP: mostPixels / 1e6, maxMemoryUsageInMB: 1024 } as const;
    const { width, height, data } = decode(bytes, options);
    return { image: { width, height, channels: 4, bytes: data } };
  } catch (error) {
    const isLarge = error instanceof Error && /maxResolutionInMP|maxMemoryUsageInMB/.test(error.message);
    return obstacle(isLarge ? "has an image of more than 50 million pixels" : "has an image that is damaged");
  }
}
