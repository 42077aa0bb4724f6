import "../kit/kit.css";
import "./run.css";
import "./traces/traces.css";
import { runPageContract } from "../../src/protocol/pageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { RunMemory } from "./runMemory.ts";
import { RunPage } from "./runPage.ts";

watchTheme();
document.body.append(new RunPage(connectHost(runPageContract, RunMemory)));
