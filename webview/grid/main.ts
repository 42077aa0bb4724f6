import "../kit/kit.css";
import "./grid.css";
import { gridPageContract } from "../../src/protocol/gridPageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { GridMemory } from "./gridMemory.ts";
import { GridPage } from "./gridPage.ts";

watchTheme();
document.body.append(new GridPage(connectHost(gridPageContract, GridMemory)));
