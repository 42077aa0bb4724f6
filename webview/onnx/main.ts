import "../kit/kit.css";
import "./onnx.css";
import { onnxPageContract } from "../../src/protocol/onnxPageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { OnnxMemory } from "./onnxMemory.ts";
import { OnnxPage } from "./onnxPage.ts";

watchTheme();
document.body.append(new OnnxPage(connectHost(onnxPageContract, OnnxMemory)));
