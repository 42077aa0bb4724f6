import { isAbsolute, relative } from "node:path";

/** From the current folder, unless that leads out of it. */
export function shownPath(path: string): string {
  const shorter = relative(process.cwd(), path);
  return !isAbsolute(path) || shorter.startsWith("..") || isAbsolute(shorter) ? path : shorter;
}
