import "../kit/kit.css";
import "./quarantine.css";
import { quarantinePageContract } from "../../src/protocol/quarantinePageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { QuarantineMemory } from "./quarantineMemory.ts";
import { QuarantinePage } from "./quarantinePage.ts";

watchTheme();
document.body.append(new QuarantinePage(connectHost(quarantinePageContract, QuarantineMemory)));
