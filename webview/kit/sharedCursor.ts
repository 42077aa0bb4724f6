/** Where the pointer is in one chart, for all the others that show the same axis. */
export interface SharedCursor {
  /** `from` is who says it, and hears nothing of it; null means that the pointer has left. */
  tell(from: object, x: number | null): void;
  /** Hears what others say. @returns what ends that */
  listen(who: object, listener: (x: number | null) => void): () => void;
}

export function createSharedCursor(): SharedCursor {
  const listeners = new Map<object, (x: number | null) => void>();
  return {
    tell(from, x) {
      for (const [who, listener] of listeners) if (who !== from) listener(x);
    },
    listen(who, listener) {
      listeners.set(who, listener);
      return () => void listeners.delete(who);
    },
  };
}
