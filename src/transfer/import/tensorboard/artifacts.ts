import { acceptedPath } from "../acceptedPath.ts";
import type { ForeignArtifact } from "../foreign.ts";

/** Names the files that a run's images and texts become: `images/<tag>/step-00000042.png`. */
export class LoggedFiles {
  readonly #run: string;
  readonly #taken = new Set<string>();

  constructor(run: string) {
    this.#run = run;
  }

  image(tag: string, step: number, bytes: Uint8Array): ForeignArtifact {
    return this.#file("images", tag, step, extensionOf(bytes), bytes);
  }

  /** TensorBoard shows texts as Markdown. */
  text(tag: string, step: number, text: string): ForeignArtifact {
    return this.#file("text", tag, step, "md", new TextEncoder().encode(text));
  }

  /** Several of one step, or of tags that look alike as a path, are numbered. */
  #file(folder: string, tag: string, step: number, extension: string, bytes: Uint8Array): ForeignArtifact {
    const base = `${folder}/${acceptedPath(tag)}/step-${String(step).padStart(8, "0")}`;
    let path = `${base}.${extension}`;
    for (let count = 2; this.#taken.has(path); count++) path = `${base}-${count}.${extension}`;
    this.#taken.add(path);
    return { kind: "artifact", of: { run: this.#run }, path, from: { bytes } };
  }
}

const beginnings = [
  ["png", "\x89PNG"],
  ["jpg", "\xff\xd8\xff"],
  ["gif", "GIF8"],
] as const;

function extensionOf(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  return beginnings.find(([, beginning]) => start.startsWith(beginning))?.[0] ?? "bin";
}
