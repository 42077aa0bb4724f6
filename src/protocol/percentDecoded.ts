/** Text of an address without its percent-encoding; as it stands where a `%` is no encoding of anything. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
