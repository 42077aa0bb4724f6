import type { DataFormat, DataSource } from "../../protocol/dataEntities.ts";
import { invalidParameter } from "../../protocol/errors.ts";

export type Encoding = NonNullable<DataSource["encoding"]>;

/** How a delimited file is written. A quote within quotes is written twice. */
export interface Dialect {
  /** One ASCII character. */
  readonly delimiter: string;
  /** One ASCII character. */
  readonly quote: string;
  readonly encoding: Encoding;
  /** Whether the first record names the columns. */
  readonly header: boolean;
}

type Declared = Pick<DataSource, "delimiter" | "quote" | "encoding" | "header"> & { readonly format: DataFormat };

/**
 * What the source does not say follows from its format, never from the file's content: a guess that is right for most files
 * silently misreads a slightly broken one.
 * @throws TidemarkError `invalidParameter` for characters that can't divide or enclose values
 */
export function dialectOf({ format, delimiter, quote, encoding, header }: Declared): Dialect {
  const dialect = {
    delimiter: delimiter ?? (format === "tsv" ? "\t" : ","),
    quote: quote ?? '"',
    encoding: encoding ?? "utf-8",
    header: header ?? true,
  };
  for (const key of ["delimiter", "quote"] as const) {
    if (!/^[^\r\n\0\u0080-\uffff]$/.test(dialect[key])) {
      throw invalidParameter(
        `The ${key} ${JSON.stringify(dialect[key])} is no ASCII character that can stand in a line.`,
      );
    }
  }
  if (dialect.delimiter === dialect.quote) {
    throw invalidParameter(`The delimiter and the quote are both ${JSON.stringify(dialect.quote)}: they must differ.`);
  }
  return dialect;
}
