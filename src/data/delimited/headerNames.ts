/**
 * What a table's columns are called: as their headers, made to differ as SQL needs it, which tells no case apart. A blank one is
 * called `column2` by its place from 0, a name that stands further left gets a number, as DuckDB names them.
 */
export function columnNames(headers: readonly string[]): string[] {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return headers.map((header, i) => {
    const wanted = header.trim() === "" ? `column${i}` : header;
    let name = wanted;
    while (taken.has(name.toLowerCase())) {
      const count = (counts.get(wanted.toLowerCase()) ?? 0) + 1;
      counts.set(wanted.toLowerCase(), count);
      name = `${wanted}_${count}`;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}
