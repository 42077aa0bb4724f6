const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

const named: ReadonlyMap<string, number> = new Map([
  ["nan", Number.NaN],
  ["inf", Infinity],
  ["infinity", Infinity],
  ["true", 1],
  ["false", 0],
]);

/** The number that Python or C wrote as text, booleans as 1 and 0; undefined when it is none. */
export function numberOfText(text: string): number | undefined {
  const trimmed = text.trim();
  if (decimal.test(trimmed)) return Number(trimmed);
  const [, sign, name = ""] = /^([+-]?)([a-z]+)$/i.exec(trimmed) ?? [];
  const value = named.get(name.toLowerCase());
  return value === undefined ? undefined : sign === "-" ? -value : value;
}
