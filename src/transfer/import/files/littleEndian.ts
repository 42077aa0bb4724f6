/** The unsigned 32-bit integer at a place of the bytes. A DataView for each record would cost more than the record. */
export const uint32 = (bytes: Uint8Array, at: number): number =>
  (byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24)) >>> 0;

/** The unsigned 16-bit integer at a place of the bytes. */
export const uint16 = (bytes: Uint8Array, at: number): number => byte(bytes, at) | (byte(bytes, at + 1) << 8);

/** The unsigned 64-bit integer at a place of the bytes, rounded beyond 2^53. */
export const uint64 = (bytes: Uint8Array, at: number): number => uint32(bytes, at + 4) * 2 ** 32 + uint32(bytes, at);

const byte = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;
