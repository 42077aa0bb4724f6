import { type Tensor, toNumber } from "./messages.ts";

/** TensorFlow's numbers for the kinds of values: https://github.com/tensorflow/tensorflow types.proto, `DataType`. */
const kinds = {
  float: 1,
  double: 2,
  int32: 3,
  uint8: 4,
  int16: 5,
  int8: 6,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  uint16: 17,
  half: 19,
  uint32: 22,
  uint64: 23,
} as const;

/** The number that a tensor of one element holds; undefined when it holds more, none, or something else. */
export function scalarOf(tensor: Tensor): number | undefined {
  const dimensions = tensor.tensor_shape?.dim ?? [];
  if (dimensions.some(({ size }) => toNumber(size) !== 1)) return undefined;
  return tensor.tensor_content.length > 0 ? fromContent(tensor) : fromField(tensor);
}

/** Little-endian bytes, as the machines write on which TensorFlow runs. */
function fromContent({ dtype, tensor_content: bytes }: Tensor): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readers[dtype];
  return read !== undefined && read.bytes === bytes.length ? read.from(view) : undefined;
}

interface Reader {
  readonly bytes: number;
  readonly from: (view: DataView) => number;
}

const readers: Readonly<Record<number, Reader>> = {
  [kinds.float]: { bytes: 4, from: (view) => view.getFloat32(0, true) },
  [kinds.double]: { bytes: 8, from: (view) => view.getFloat64(0, true) },
  [kinds.int32]: { bytes: 4, from: (view) => view.getInt32(0, true) },
  [kinds.uint8]: { bytes: 1, from: (view) => view.getUint8(0) },
  [kinds.int16]: { bytes: 2, from: (view) => view.getInt16(0, true) },
  [kinds.int8]: { bytes: 1, from: (view) => view.getInt8(0) },
  [kinds.int64]: { bytes: 8, from: (view) => Number(view.getBigInt64(0, true)) },
  [kinds.bool]: { bytes: 1, from: (view) => view.getUint8(0) },
  [kinds.bfloat16]: { bytes: 2, from: (view) => bfloat16(view.getUint16(0, true)) },
  [kinds.uint16]: { bytes: 2, from: (view) => view.getUint16(0, true) },
  [kinds.half]: { bytes: 2, from: (view) => half(view.getUint16(0, true)) },
  [kinds.uint32]: { bytes: 4, from: (view) => view.getUint32(0, true) },
  [kinds.uint64]: { bytes: 8, from: (view) => Number(view.getBigUint64(0, true)) },
};

/** The typed field instead. `tf.make_ndarray` takes an empty one for a zero. */
function fromField(tensor: Tensor): number | undefined {
  switch (tensor.dtype) {
    case kinds.float:
      return tensor.float_val[0] ?? 0;
    case kinds.double:
      return tensor.double_val[0] ?? 0;
    case kinds.int32:
    case kinds.uint8:
    case kinds.int16:
    case kinds.int8:
    case kinds.uint16:
      return tensor.int_val[0] ?? 0;
    case kinds.int64:
      return toNumber(tensor.int64_val[0] ?? 0);
    case kinds.bool:
      return Number(tensor.bool_val[0] ?? false);
    case kinds.bfloat16:
      return bfloat16(tensor.half_val[0] ?? 0);
    case kinds.half:
      return half(tensor.half_val[0] ?? 0);
    case kinds.uint32:
      return tensor.uint32_val[0] ?? 0;
    case kinds.uint64:
      return toNumber(tensor.uint64_val[0] ?? 0);
    default:
      return undefined;
  }
}

/** IEEE 754 binary16 from its bits. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a float32. */
function bfloat16(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits << 16);
  return view.getFloat32(0);
}
