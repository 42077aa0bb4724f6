import "../kit/kit.css";
import "../grid/grid.css";
import "./runs.css";
import { runsPageContract } from "../../src/protocol/runsPageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { RunsMemory } from "./runsMemory.ts";
import { RunsPage } from "./runsPage.ts";

watchTheme();
document.body.append(new RunsPage(connectHost(runsPageContract, RunsMemory)));
