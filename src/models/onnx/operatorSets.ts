/**
 * The operators of ONNX's own domains by the version of the operator set that brought them, and in which version one
 * went: github.com/onnx/onnx, onnx.defs of release 1.23.2.
 */
const newest = { "": 28, "ai.onnx.ml": 5 } as const;
const brought: Readonly<Record<keyof typeof newest, Readonly<Record<number, string>>>> = {
  "": {
    1: "Abs Add And ArgMax ArgMin AveragePool BatchNormalization Cast Ceil Clip Concat Constant Conv ConvTranspose DepthToSpace Div Dropout Elu Equal Exp Flatten Floor GRU Gather Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater HardSigmoid Hardmax Identity If InstanceNormalization LRN LSTM LeakyRelu Less Log LogSoftmax Loop LpNormalization LpPool MatMul Max MaxPool MaxRoiPool Mean Min Mul Neg Not Or PRelu Pad Pow RNN RandomNormal RandomNormalLike RandomUniform RandomUniformLike Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Selu Shape Sigmoid Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tanh Tile TopK Transpose Unsqueeze Upsample Xor",
    7: "Acos Asin Atan Cos Multinomial Sin Tan",
    8: "Expand Scan",
    9: "Acosh Asinh Atanh Compress ConstantOfShape Cosh Erf EyeLike IsNaN MaxUnpool MeanVarianceNormalization NonZero OneHot Scatter Shrink Sign Sinh TfIdfVectorizer Where",
    10: "ConvInteger DequantizeLinear IsInf MatMulInteger Mod NonMaxSuppression QLinearConv QLinearMatMul QuantizeLinear Resize ReverseSequence RoiAlign StringNormalizer ThresholdedRelu",
    11: "BitShift ConcatFromSequence CumSum Det DynamicQuantizeLinear GatherElements GatherND Range Round ScatterElements ScatterND SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength SplitToSequence Unique",
    12: "Celu Einsum GreaterOrEqual LessOrEqual NegativeLogLikelihoodLoss SoftmaxCrossEntropyLoss",
    14: "HardSwish Trilu",
    15: "Bernoulli CastLike Optional OptionalGetElement OptionalHasElement",
    16: "GridSample",
    17: "BlackmanWindow DFT HammingWindow HannWindow LayerNormalization MelWeightMatrix STFT SequenceMap",
    18: "BitwiseAnd BitwiseNot BitwiseOr BitwiseXor CenterCropPad Col2Im GroupNormalization Mish",
    19: "DeformConv",
    20: "AffineGrid Gelu ImageDecoder RegexFullMatch StringConcat StringSplit",
    23: "Attention RMSNormalization RotaryEmbedding",
    24: "Swish TensorScatter",
    26: "BitCast CumProd",
    27: "CausalConvWithState LinearAttention",
    28: "SwiGLU",
  },
  "ai.onnx.ml": {
    1: "ArrayFeatureExtractor Binarizer CastMap CategoryMapper DictVectorizer FeatureVectorizer Imputer LabelEncoder LinearClassifier LinearRegressor Normalizer OneHotEncoder SVMClassifier SVMRegressor Scaler TreeEnsembleClassifier TreeEnsembleRegressor ZipMap",
    5: "TreeEnsemble",
  },
};
/** Models of these versions and later must not have them. */
const gone: Readonly<Record<string, number>> = { Upsample: 10, Scatter: 11 };

const versions = new Map(
  (["", "ai.onnx.ml"] as const).map((domain) => [
    domain as string,
    new Map(
      Object.entries(brought[domain]).flatMap(([version, names]) =>
        names.split(" ").map((name): [string, number] => [name, Number(version)]),
      ),
    ),
  ]),
);

/** The domain's name without the long form of ONNX's own. */
export const shortDomain = (domain: string): string => (domain === "ai.onnx" ? "" : domain);

/** A domain as people say it. */
export const domainName = (domain: string): string => (shortDomain(domain) === "" ? "ai.onnx" : domain);

/**
 * What is wrong with an operator in a model that imports this version of its domain; null when nothing is, or when
 * the domain is not ONNX's own.
 */
export function operatorProblem(domain: string, operator: string, version: number): string | null {
  const known = versions.get(shortDomain(domain));
  if (known === undefined) return null;
  const named = `${domainName(domain)} ${version}`;
  const since = known.get(operator);
  if (since === undefined) {
    const latest = shortDomain(domain) === "" ? newest[""] : newest["ai.onnx.ml"];
    return version > latest
      ? `${operator} is not known: ${named} is newer than what Tidemark knows (${latest}).`
      : `${named} has no operator ${operator}.`;
  }
  if (since > version) return `${operator} came with version ${since}, and the model imports ${named}.`;
  const went = shortDomain(domain) === "" ? gone[operator] : undefined;
  return went !== undefined && version >= went
    ? `${operator} went with version ${went}, and the model imports ${named}.`
    : null;
}

/** Whether the operators of a domain are known here. */
export const isKnownDomain = (domain: string): boolean => versions.has(shortDomain(domain));
