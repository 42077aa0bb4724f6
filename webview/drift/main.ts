import "../kit/kit.css";
import "../kit/columnHistory.css";
import "./drift.css";
import { driftPageContract } from "../../src/protocol/driftPageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { DriftMemory } from "./driftMemory.ts";
import { DriftPage } from "./driftPage.ts";

watchTheme();
document.body.append(new DriftPage(connectHost(driftPageContract, DriftMemory)));
