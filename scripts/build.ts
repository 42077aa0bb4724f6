/**
 * Bundles Tidemark into dist/.
 * @example npm run build -- --watch
 * @example npm run build -- --only engine --only cli
 */
import { parseArgs } from "node:util";
import { context, type Plugin } from "esbuild";
import { buildOne } from "./building/buildBundles.ts";
import { type BundleName, bundleNames, bundles } from "./building/bundles.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    watch: { type: "boolean", default: false },
    production: { type: "boolean", default: false },
  },
});
const settings = { production: values.production };
const chosen = chosenBundles(values.only);

if (values.watch) await watchAll(chosen);
else await buildAll(chosen);

async function buildAll(names: readonly BundleName[]): Promise<void> {
  const started = performance.now();
  const results = await Promise.allSettled(names.map((name) => buildOne(name, settings)));
  for (const [index, result] of results.entries()) {
    if (result.status === "fulfilled") continue;
    process.exitCode = 1;
    console.error(`✖ ${names[index]}: ${result.reason instanceof Error ? result.reason.message : result.reason}`);
  }
  const built = names.filter((_, index) => results[index]?.status === "fulfilled");
  if (built.length > 0) console.log(`✔ ${built.join(", ")} in ${Math.round(performance.now() - started)} ms`);
}

/** The lines before and after the first builds are what the watch task in .vscode/tasks.json waits for. */
async function watchAll(names: readonly BundleName[]): Promise<void> {
  console.log("watching starts");
  const first = names.map(async (name) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const report: Plugin = {
      name: "report",
      setup(build) {
        build.onEnd(({ errors }) => {
          console.log(`${errors.length === 0 ? "✔" : "✖"} ${name}`);
          resolve();
        });
      },
    };
    const watching = await context({ ...bundles(settings)[name], plugins: [report] });
    await watching.watch();
    return promise;
  });
  await Promise.all(first);
  console.log("all bundles are built, watching");
}

function chosenBundles(only: readonly string[] | undefined): readonly BundleName[] {
  if (only === undefined) return bundleNames;
  const unknown = only.filter((name) => !bundleNames.some((known) => known === name));
  if (unknown.length > 0) {
    console.error(`There is no bundle ${unknown.join(" or ")}; there are ${bundleNames.join(", ")}.`);
    process.exit(2);
  }
  return bundleNames.filter((name) => only.includes(name));
}
