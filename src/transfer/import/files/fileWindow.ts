import { type FileHandle, open } from "node:fs/promises";

const chunk = 1 << 20;

/** Reads a file from its start, as far as it reached when it was looked at: what is appended later is for a later import. */
export class FileWindow {
  readonly #handle: FileHandle;
  readonly #size: number;
  #bytes = new Uint8Array(0);
  /** Where in `#bytes` the unread part begins. */
  #start = 0;
  /** Where in the file the next read begins. */
  #next = 0;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.#size = size;
  }

  /** @param size how many bytes of the file count */
  static async open(path: string, size: number): Promise<FileWindow> {
    return new FileWindow(await open(path, "r"), size);
  }

  /** Where in the file the unread part begins. */
  get position(): number {
    return this.#next - this.available;
  }

  /** How many bytes can be taken without waiting. */
  get available(): number {
    return this.#bytes.length - this.#start;
  }

  /** How many bytes of the file have not been taken. */
  get left(): number {
    return this.#size - this.position;
  }

  /** Reads on until `count` bytes are available; false when the file ends before. Views that were taken stay as they are. */
  async fill(count: number): Promise<boolean> {
    if (this.available >= count) return true;
    if (this.left < count) return false;
    const rest = this.#bytes.subarray(this.#start);
    const wanted = Math.min(this.left, Math.max(chunk, count));
    const bytes = new Uint8Array(wanted);
    bytes.set(rest);
    let filled = rest.length;
    while (filled < count) {
      const { bytesRead } = await this.#handle.read(bytes, filled, wanted - filled, this.#next);
      if (bytesRead === 0) break;
      filled += bytesRead;
      this.#next += bytesRead;
    }
    this.#bytes = bytes.subarray(0, filled);
    this.#start = 0;
    return filled >= count;
  }

  /** The next `count` available bytes, without moving on. */
  peek(count: number): Uint8Array {
    return this.#bytes.subarray(this.#start, this.#start + count);
  }

  /** The next `count` available bytes. */
  take(count: number): Uint8Array {
    const bytes = this.peek(count);
    this.#start += bytes.length;
    return bytes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}
