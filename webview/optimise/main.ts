import "../kit/kit.css";
import "../evaluation/evaluation.css";
import "./optimise.css";
import { optimisePageContract } from "../../src/protocol/optimisePageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { OptimiseMemory } from "./optimiseMemory.ts";
import { OptimisePage } from "./optimisePage.ts";

watchTheme();
document.body.append(new OptimisePage(connectHost(optimisePageContract, OptimiseMemory)));
