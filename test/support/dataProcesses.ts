import { execFileSync } from "node:child_process";

/** Processes of DuckDB's that `parent` has started. */
export const dataProcesses = (parent: number): number[] =>
  execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, ...args]) => Number(ppid) === parent && args.join(" ").includes("dataProcess"))
    .map(([pid]) => Number(pid));
