import "../kit/kit.css";
import "./benchmark.css";
import { benchmarkPageContract } from "../../src/protocol/benchmarkPageContract.ts";
import { connectHost } from "../kit/hostChannel.ts";
import { watchTheme } from "../kit/theme.ts";
import { BenchmarkMemory } from "./benchmarkMemory.ts";
import { BenchmarkPage } from "./benchmarkPage.ts";

watchTheme();
document.body.append(new BenchmarkPage(connectHost(benchmarkPageContract, BenchmarkMemory)));
