import { env } from "onnxruntime-node";

/** Such as `onnxruntime-node 1.30.0`. */
export const runtimeVersion = `onnxruntime-node ${env.versions.node ?? env.versions.common}`;
