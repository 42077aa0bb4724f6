/** Metrics that share what comes before the last `/`; those without one come first, under no name. */
export interface MetricGroup {
  readonly name: string;
  readonly metrics: readonly string[];
}

const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Metrics by prefix, in the order of people's counting; `filter` is words that a name must all contain. */
export function metricGroups(metrics: readonly string[], filter: string): MetricGroup[] {
  const groups = new Map<string, string[]>();
  for (const metric of metrics.filter((each) => matches(each, filter))) {
    const name = metric.includes("/") ? metric.slice(0, metric.lastIndexOf("/")) : "";
    const group = groups.get(name) ?? [];
    group.push(metric);
    groups.set(name, group);
  }
  return [...groups]
    .map(([name, members]) => ({ name, metrics: members.sort(natural.compare) }))
    .sort((left, right) => natural.compare(left.name, right.name));
}

/** Whether `text` has every word of `filter`, whatever the case. */
export function matches(text: string, filter: string): boolean {
  const lower = text.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
