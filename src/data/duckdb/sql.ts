/** A name in a query, whatever it holds. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text in a query, whatever it holds. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A list of texts in a query. */
export const literals = (texts: readonly string[]): string => `[${texts.map(literal).join(", ")}]`;
