import "../kit/kit.css";
import { versionsPageContract } from "../../src/protocol/modelPageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { VersionsMemory } from "./versionsMemory.ts";
import { VersionsPage } from "./versionsPage.ts";

watchTheme();
document.body.append(new VersionsPage(connectHost(versionsPageContract, VersionsMemory)));
