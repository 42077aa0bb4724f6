import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBType,
  type DuckDBValue,
  FLOAT,
  INTEGER,
  SMALLINT,
  TIME,
  TIMESTAMP,
  TIMESTAMP_NS,
  TIMESTAMPTZ,
  TINYINT,
  UBIGINT,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from "@duckdb/node-api";
import { DataType, DateUnit, Precision, TimeUnit, type Vector } from "apache-arrow";

/** A column of Arrow's as DuckDB has it. */
export interface ArrowColumn {
  readonly type: DuckDBType;
  readonly values: (vector: Vector) => DuckDBValue[];
}

/** What DuckDB has no like of, such as nested values, becomes JSON text. */
export function arrowColumn(type: DataType): ArrowColumn {
  if (DataType.isDictionary(type)) {
    const { type: held } = arrowColumn(type.dictionary);
    // Values of times come without their small units from a dictionary: those are text then.
    return held === VARCHAR || simple.includes(held) ? { type: held, values: each(plain) } : json;
  }
  if (DataType.isBool(type)) return { type: BOOLEAN, values: each(plain) };
  if (DataType.isInt(type)) return { type: wholeNumber(type.bitWidth, type.isSigned), values: each(plain) };
  if (DataType.isFloat(type))
    return { type: type.precision === Precision.DOUBLE ? DOUBLE : FLOAT, values: each(plain) };
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type)) {
    return { type: VARCHAR, values: each(plain) };
  }
  if (
    DataType.isBinary(type) ||
    DataType.isLargeBinary(type) ||
    DataType.isBinaryView(type) ||
    DataType.isFixedSizeBinary(type)
  ) {
    return { type: BLOB, values: each((value) => (value instanceof Uint8Array ? new DuckDBBlobValue(value) : null)) };
  }
  if (DataType.isDate(type)) {
    const perDay = type.unit === DateUnit.DAY ? 1n : 86_400_000n;
    return { type: DATE, values: raw((value) => new DuckDBDateValue(Number(floorDivide(value, perDay)))) };
  }
  if (DataType.isTime(type)) {
    const unit = type.unit;
    return { type: TIME, values: raw((value) => new DuckDBTimeValue(microseconds(value, unit))) };
  }
  if (DataType.isTimestamp(type)) return timestamp(type.unit, Boolean(type.timezone));
  if (DataType.isDecimal(type) && type.precision <= 38 && type.bitWidth === 128) {
    const { precision, scale } = type;
    return {
      type: DECIMAL(precision, scale),
      values: each((value) =>
        value instanceof Uint32Array ? new DuckDBDecimalValue(signed(value), precision, scale) : null,
      ),
    };
  }
  return json;
}

const simple: readonly DuckDBType[] = [
  BOOLEAN,
  TINYINT,
  SMALLINT,
  INTEGER,
  BIGINT,
  UTINYINT,
  USMALLINT,
  UINTEGER,
  UBIGINT,
  FLOAT,
  DOUBLE,
];

function wholeNumber(bits: number, isSigned: boolean): DuckDBType {
  if (bits === 8) return isSigned ? TINYINT : UTINYINT;
  if (bits === 16) return isSigned ? SMALLINT : USMALLINT;
  if (bits === 32) return isSigned ? INTEGER : UINTEGER;
  return isSigned ? BIGINT : UBIGINT;
}

function timestamp(unit: TimeUnit, zoned: boolean): ArrowColumn {
  if (zoned)
    return { type: TIMESTAMPTZ, values: raw((value) => new DuckDBTimestampTZValue(microseconds(value, unit))) };
  if (unit === TimeUnit.NANOSECOND) {
    return { type: TIMESTAMP_NS, values: raw((value) => new DuckDBTimestampNanosecondsValue(value)) };
  }
  return { type: TIMESTAMP, values: raw((value) => new DuckDBTimestampValue(microseconds(value, unit))) };
}

function microseconds(value: bigint, unit: TimeUnit): bigint {
  if (unit === TimeUnit.SECOND) return value * 1_000_000n;
  if (unit === TimeUnit.MILLISECOND) return value * 1000n;
  return unit === TimeUnit.MICROSECOND ? value : floorDivide(value, 1000n);
}

/** Before the epoch too, a part of a day belongs to the day that it is in. */
function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** A whole number of 128 bits, the lowest 32 first. */
const signed = (words: Uint32Array): bigint =>
  BigInt.asIntN(
    128,
    words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n),
  );

const each =
  (convert: (value: unknown) => DuckDBValue) =>
  (vector: Vector): DuckDBValue[] =>
    Array.from(vector, (value: unknown) => (value === null ? null : convert(value)));

function plain(value: unknown): DuckDBValue {
  return typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "bigint" ||
    typeof value === "boolean"
    ? value
    : null;
}

/** Times as they are stored: the vector's own values are milliseconds. */
const raw =
  (convert: (value: bigint) => DuckDBValue) =>
  (vector: Vector): DuckDBValue[] =>
    vector.data.flatMap((data) =>
      Array.from({ length: data.length }, (_, i) => {
        const value: unknown = data.getValid(i) ? data.values[i] : undefined;
        return typeof value === "bigint" || typeof value === "number" ? convert(BigInt(value)) : null;
      }),
    );

const json: ArrowColumn = { type: VARCHAR, values: each((value) => JSON.stringify(value, readable) ?? null) };

function readable(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}
