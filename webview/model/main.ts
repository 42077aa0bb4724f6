import "../kit/kit.css";
import "./model.css";
import { modelPageContract } from "../../src/protocol/modelPageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { ModelMemory } from "./modelMemory.ts";
import { ModelPage } from "./modelPage.ts";

watchTheme();
document.body.append(new ModelPage(connectHost(modelPageContract, ModelMemory)));
