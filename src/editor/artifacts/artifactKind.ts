const images = new Set(["png", "jpg", "jpeg", "gif", "webp", "bmp", "svg", "avif", "ico"]);

/** What an artifact is by its name: images and notebooks have editors of their own. */
export function artifactKind(path: string): "image" | "notebook" | "other" {
  const extension = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  if (images.has(extension)) return "image";
  return extension === "ipynb" ? "notebook" : "other";
}

/** Whether the beginning of a file is text: UTF-8 without control characters that text does not use. */
export function isText(head: Uint8Array): boolean {
  for (const byte of head) {
    // Tab, line feed, form feed, carriage return and escape (coloured logs) are used in text.
    if (byte < 9 || byte === 11 || (byte > 13 && byte < 32 && byte !== 27)) return false;
  }
  return isUtf8(head);
}

/** A character that the end of `head` cuts in two does not count against it. */
function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false; // Fatal decoding says no by throwing.
  }
}
