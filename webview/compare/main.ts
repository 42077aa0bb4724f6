import "../kit/kit.css";
import "./compare.css";
import { comparePageContract } from "../../src/protocol/pageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { CompareMemory } from "./compareMemory.ts";
import { ComparePage } from "./comparePage.ts";

watchTheme();
document.body.append(new ComparePage(connectHost(comparePageContract, CompareMemory)));
