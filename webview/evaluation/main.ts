import "../kit/kit.css";
import "../kit/head.css";
import "./evaluation.css";
import { evaluationPageContract } from "../../src/protocol/evaluationPageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { EvaluationMemory } from "./evaluationMemory.ts";
import { EvaluationPage } from "./evaluationPage.ts";

watchTheme();
document.body.append(new EvaluationPage(connectHost(evaluationPageContract, EvaluationMemory)));
