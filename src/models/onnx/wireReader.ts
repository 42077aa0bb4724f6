import protobuf from "protobufjs";
import { invalidParameter } from "../../protocol/errors.ts";
import type { ByteRange, FileBytes } from "./fileBytes.ts";

/** One field of a message, read where it stands only when it is asked for. */
export interface WireField {
  /** As the schema has it. */
  readonly name: string;
  /** Such as `graph.node[12].op_type`. */
  readonly place: string;
  /** Where its bytes are. */
  readonly range: ByteRange;
  /** @throws TidemarkError `invalidParameter` when it is too long to be a name */
  text(): string;
  /** An integer that JavaScript can hold; what is larger becomes the nearest that it can. */
  integer(): number;
  /** The integers of a repeated field, packed or one. */
  integers(): number[];
  float(): number;
  /** Reads a message inside this one. */
  each(visit: (field: WireField) => void): void;
}

export interface WireLimits {
  /** How many fields may be read of one file. */
  readonly fields: number;
  /** How deep messages may be inside each other. */
  readonly depth: number;
  /** The longest text, in bytes. */
  readonly text: number;
  /** How many bytes of text may be read of one file. */
  readonly allText: number;
  /** How many numbers a list may have that is read at once. */
  readonly list: number;
}

/** Beyond what models have: a large language model has some 100,000 fields. */
export const usualLimits: WireLimits = {
  fields: 20_000_000,
  depth: 100,
  text: 1_000_000,
  allText: 200_000_000,
  list: 10_000,
};

const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/**
 * Reads a protobuf message of a file field by field, in the order in which they stand, and steps over what nobody asks
 * for: a tensor of gigabytes costs nothing. Fields that the schema does not have are skipped.
 * @throws TidemarkError `invalidParameter` that names the field and the byte where the file is not such a message
 */
export function readMessage(
  bytes: FileBytes,
  type: protobuf.Type,
  visit: (field: WireField) => void,
  limits: WireLimits = usualLimits,
): void {
  let fieldsLeft = limits.fields;
  let textLeft = limits.allText;

  const fail = (place: string, offset: number, what: string): never => {
    throw invalidParameter(`${place || type.name}: ${what}, at byte ${offset}.`, { place, offset });
  };
  const varint = (offset: number, end: number, place: string): { value: number; next: number } => {
    let value = 0n;
    for (let at = offset; at < Math.min(end, offset + 10); at += 1) {
      const byte = bytes.read(at, 1).readUInt8();
      value |= BigInt(byte & 0x7f) << BigInt(7 * (at - offset));
      if (byte < 0x80) return { value: Number(BigInt.asIntN(64, value)), next: at + 1 };
    }
    return fail(
      place,
      offset,
      offset + 10 <= end ? "a number has more than ten bytes" : "the message ends in a number",
    );
  };
  const each = (
    message: protobuf.Type,
    range: ByteRange,
    within: string,
    depth: number,
    found: (field: WireField) => void,
  ): void => {
    if (depth > limits.depth) fail(within, range.start, `messages are more than ${limits.depth} levels deep`);
    const counts = new Map<number, number>();
    let at = range.start;
    while (at < range.end) {
      fieldsLeft -= 1;
      if (fieldsLeft < 0) fail(within, at, `the file has more than ${limits.fields} fields`);
      const tag = varint(at, range.end, within);
      const id = Math.floor(tag.value / 8);
      const wireType = ((tag.value % 8) + 8) % 8;
      if (id < 1 || id > 0x1fffffff) fail(within, at, "this is no field of a message");
      const declared = message.fieldsById[id];
      const nth = counts.get(id) ?? 0;
      counts.set(id, nth + 1);
      const name = declared === undefined ? `field ${id}` : `${declared.name}${declared.repeated ? `[${nth}]` : ""}`;
      const place = within === "" ? name : `${within}.${name}`;
      const content = contentRange(wireType, tag.next, range.end, place);
      at = content.end;
      if (declared === undefined) continue;
      const isMessage = declared.resolve().resolvedType;
      if (isMessage instanceof protobuf.Type && wireType !== wireTypes.bytes) fail(place, tag.next, "a message is due");
      found(fieldOf(declared, wireType, content, place, depth));
    }
  };
  const contentRange = (wireType: number, start: number, end: number, place: string): ByteRange => {
    let content: ByteRange = { start, end: start };
    if (wireType === wireTypes.varint) content = { start, end: varint(start, end, place).next };
    else if (wireType === wireTypes.fixed64) content = { start, end: start + 8 };
    else if (wireType === wireTypes.fixed32) content = { start, end: start + 4 };
    else if (wireType === wireTypes.bytes) {
      const length = varint(start, end, place);
      if (length.value < 0) fail(place, start, "its length is negative");
      content = { start: length.next, end: length.next + length.value };
    } else fail(place, start, `there is no wire type ${wireType}`);
    if (content.end > end) {
      fail(place, start, `its ${content.end - content.start} bytes go ${content.end - end} beyond the end`);
    }
    return content;
  };
  const fieldOf = (
    declared: protobuf.Field,
    wireType: number,
    range: ByteRange,
    place: string,
    depth: number,
  ): WireField => {
    const { start, end } = range;
    const due = (...types: number[]): void => {
      if (!types.includes(wireType)) fail(place, start, `${declared.type} has wire type ${wireType}`);
    };
    return {
      name: declared.name,
      place,
      range,
      text() {
        due(wireTypes.bytes);
        if (end - start > limits.text) fail(place, start, `a text has ${end - start} bytes`);
        textLeft -= end - start;
        if (textLeft < 0) fail(place, start, `the file has more than ${limits.allText} bytes of text`);
        return bytes.read(start, end - start).toString("utf8");
      },
      integer() {
        due(wireTypes.varint);
        return varint(start, end, place).value;
      },
      integers() {
        due(wireTypes.varint, wireTypes.bytes);
        const values: number[] = [];
        for (let at = start; at < end; ) {
          const { value, next } = varint(at, end, place);
          values.push(value);
          at = next;
          if (values.length > limits.list) fail(place, start, `a list has more than ${limits.list} numbers`);
        }
        return values;
      },
      float() {
        due(wireTypes.fixed32);
        return bytes.read(start, 4).readFloatLE();
      },
      each(visitInner) {
        const inner = declared.resolvedType;
        if (!(inner instanceof protobuf.Type)) throw new TypeError(`${place} is no message.`);
        each(inner, range, place, depth + 1, visitInner);
      },
    };
  };
  each(type, { start: 0, end: bytes.size }, "", 0, visit);
}
