const unit = { min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * The time that a user's word means, as DuckDB reads a time without a zone, in UTC: `7d`, `24h`, `30min`, `2w` before now,
 * or a date or time as it stands. @param now in Unix milliseconds @returns null for anything else
 */
export function sinceTime(text: string, now: number): string | null {
  const [, count, name] = /^(\d{1,6})\s*(min|h|d|w)$/.exec(text.trim()) ?? [];
  if (name === "min" || name === "h" || name === "d" || name === "w") {
    return new Date(now - Number(count) * unit[name]).toISOString().slice(0, 19);
  }
  const isTime = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/.test(text.trim());
  return isTime && !Number.isNaN(Date.parse(text.trim())) ? text.trim() : null;
}
