import type { ModelDescription } from "../../protocol/modelEntities.ts";

/** How a model that MLflow keeps otherwise becomes an ONNX file: lines of Python; undefined for other kinds. */
export function exportHint(address: string, description: ModelDescription | null): string | undefined {
  const flavors = description?.flavors.map(({ name }) => name) ?? [];
  const columns = description?.signature?.inputs?.length ?? 0;
  const width = columns > 0 ? columns : "NUMBER_OF_COLUMNS";
  if (flavors.includes("sklearn")) {
    return [
      "It is a scikit-learn model, which skl2onnx exports (pip install skl2onnx):",
      "  import mlflow, numpy",
      "  from skl2onnx import to_onnx",
      `  model = mlflow.sklearn.load_model("${address}")`,
      `  sample = numpy.zeros((1, ${width}), numpy.float32)`,
      '  open("model.onnx", "wb").write(to_onnx(model, sample).SerializeToString())',
    ].join("\n");
  }
  if (flavors.includes("pytorch")) {
    return [
      "It is a PyTorch model, which torch exports (pip install onnx onnxscript):",
      "  import mlflow, torch",
      `  model = mlflow.pytorch.load_model("${address}").eval()`,
      `  sample = torch.zeros(1, ${width})  # of the shape that the model takes`,
      '  torch.onnx.export(model, (sample,), "model.onnx", input_names=["X"], dynamic_axes={"X": {0: "rows"}})',
    ].join("\n");
  }
  return undefined;
}
