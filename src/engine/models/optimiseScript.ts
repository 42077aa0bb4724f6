/**
 * Converts a model by the tools that ONNX Runtime ships for Python, and prints one line of JSON: what did it, which package
 * is missing, or what went wrong.
 */
export const optimiseScript = `
import json, os, sys

how, source, target = sys.argv[1:4]

def tell(**found):
    print(json.dumps(found))
    sys.exit(0)

def size(onnx):
    # Values may lie in files beside the model.
    from onnx.external_data_helper import ExternalDataInfo, uses_external_data
    tensors = onnx.load(source, load_external_data=False).graph.initializer
    places = {ExternalDataInfo(tensor).location for tensor in tensors if uses_external_data(tensor)}
    files = [source] + [os.path.join(os.path.dirname(source), place) for place in places]
    return sum(os.path.getsize(file) for file in files)

try:
    import onnx, onnxruntime
    if how == "int8":
        from onnxruntime.quantization import QuantType, quantize_dynamic
        quantize_dynamic(source, target, weight_type=QuantType.QInt8)
    else:
        from onnxruntime.transformers.float16 import convert_float_to_float16
        from onnxruntime.transformers.onnx_model import OnnxModel
        # The converter leaves casts behind the nodes that need them.
        made = OnnxModel(convert_float_to_float16(onnx.load(source), keep_io_types=True))
        made.topological_sort()
        onnx.save(made.model, target)
    onnx.checker.check_model(target)
    # What the checker lets pass may still be no model that runs.
    onnxruntime.InferenceSession(target, providers=["CPUExecutionProvider"])
    tell(tool="onnxruntime " + onnxruntime.__version__, bytes=size(onnx))
except ModuleNotFoundError as error:
    tell(missing=(error.name or str(error)).split(".")[0])
except Exception as error:
    tell(wrong=type(error).__name__ + ": " + str(error))
`;
