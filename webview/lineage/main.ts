import "../kit/kit.css";
import "./lineage.css";
import { lineagePageContract } from "../../src/protocol/lineagePageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { LineageMemory } from "./lineageMemory.ts";
import { LineagePage } from "./lineagePage.ts";

watchTheme();
document.body.append(new LineagePage(connectHost(lineagePageContract, LineageMemory)));
