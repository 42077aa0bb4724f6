interface Batch<T> {
  readonly items: T[];
  readonly done: Promise<void>;
}

/**
 * Does one piece of work at a time for each key. Whatever is added in the same moment, or while earlier work goes on,
 * is done together next: a hundred runs that start at once are one piece of work, or two.
 * The returned function resolves when the item's work is done; `work` must not reject.
 */
export function batchByKey<T>(
  work: (key: string, items: readonly T[]) => Promise<void>,
): (key: string, item: T) => Promise<void> {
  const open = new Map<string, Batch<T>>();
  const last = new Map<string, Promise<void>>();
  return (key, item) => {
    const joined = open.get(key);
    if (joined !== undefined) {
      joined.items.push(item);
      return joined.done;
    }
    const items = [item];
    const done = (last.get(key) ?? Promise.resolve())
      .then(nextTurn)
      .then(() => {
        open.delete(key);
        return work(key, items);
      })
      .finally(() => {
        if (last.get(key) === done) last.delete(key);
      });
    open.set(key, { items, done });
    last.set(key, done);
    return done;
  };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
