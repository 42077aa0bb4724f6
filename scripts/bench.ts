/**
 * Measures one thing of test/bench on this computer, with the built engine; further arguments are its own.
 * @example npm run bench -- tracking --only log-metric
 */
import { globSync } from "node:fs";
import { basename } from "node:path";
import { buildOne } from "./building/buildBundles.ts";
import { run } from "./process/run.ts";
import { inRoot } from "./root.ts";

const known = globSync("*.ts", { cwd: inRoot("test", "bench") }).map((file) => basename(file, ".ts"));
const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !known.includes(name)) {
  console.error(`Say which: npm run bench -- ${known.join(" | ")}`);
  process.exit(2);
}
await buildOne("engine", { production: true });
const { code } = await run(process.execPath, [inRoot("test", "bench", `${name}.ts`), ...rest], { onLine: console.log });
process.exit(code);
