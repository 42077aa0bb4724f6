import "../kit/kit.css";
import "../kit/columnHistory.css";
import "./dataset.css";
import { datasetPageContract } from "../../src/protocol/datasetPageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { DatasetMemory } from "./datasetMemory.ts";
import { DatasetPage } from "./datasetPage.ts";

watchTheme();
document.body.append(new DatasetPage(connectHost(datasetPageContract, DatasetMemory)));
