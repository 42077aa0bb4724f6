/**
 * How soon pages of large stores can be used in real VS Code, in a browser: the table and the charts of 100,000 runs, and the
 * chart of a series of 10 million points. From the key press to what is on the screen; medians of several times.
 * @example npm run package && npm run bench -- explore --times 5
 */
import { parseArgs } from "node:util";
import type { Frame } from "playwright-core";
import { setup } from "../e2e/support/installedExtension.ts";
import { type Editor, openEditor } from "../e2e/support/openEditor.ts";
import { oursWithPoints, oursWithRuns } from "./tracking/filled/oursFilled.ts";
import { median } from "./tracking/statistics.ts";

const { values } = parseArgs({ options: { times: { type: "string", default: "5" } } });
const times = Number(values.times);
const results: { readonly what: string; readonly found: string; readonly aim: string }[] = [];

/** The median of what some work takes, in milliseconds; `before` is not counted. */
async function timed(work: () => Promise<unknown>, before: () => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let time = 0; time < times; time++) {
    await before();
    const start = performance.now();
    await work();
    all.push(performance.now() - start);
  }
  return median(all);
}

function tell(what: string, milliseconds: number, aim: string): void {
  results.push({ what, found: `${Math.round(milliseconds)} ms`, aim });
  console.log(`${what}: ${Math.round(milliseconds)} ms`);
}

/** Frames a second, and the longest time between two, while the wheel is turned for some seconds. */
async function scrolled({ workbench }: Editor, page: Frame): Promise<{ perSecond: number; longest: number }> {
  const grid = await page.getByTestId("runs-grid").boundingBox();
  if (grid === null) throw new Error("There is no table to scroll.");
  await workbench.page.mouse.move(grid.x + 400, grid.y + 300);
  const counted = page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        const next = (time: number): void => {
          frames.push(time);
          if (time - (frames[0] ?? time) > 3000) resolve(frames);
          else requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
  );
  for (const end = performance.now() + 3000; performance.now() < end; ) {
    await workbench.page.mouse.wheel(0, 700);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  const frames = await counted;
  const gaps = frames.slice(1).map((time, index) => time - (frames[index] ?? time));
  return { perSecond: (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0), longest: Math.max(...gaps) };
}

async function tableOfRuns(): Promise<void> {
  await using editor = await openEditor({ python: false, storeOf: await oursWithRuns(100_000) });
  const { workbench } = editor;
  await workbench.showExperiments();
  await workbench.row(/Default/).waitFor({ timeout: 60_000 });
  let page: Frame | undefined;
  const open = async (): Promise<void> => {
    await workbench.choose(/^Default/);
    page = await workbench.webview("run-open");
  };
  const table = await timed(open, async () => {
    await workbench.command("View: Close All Editors");
    await workbench.command("Tidemark: Show runs as a table");
  });
  tell("table of 100,000 runs: first rows", table, "under 1000 ms");
  if (page === undefined) throw new Error("The table is not there.");
  const shown = page;
  const { perSecond, longest } = await scrolled(editor, shown);
  results.push({
    what: "scrolling it with the wheel",
    found: `${Math.round(perSecond)} frames a second, longest pause ${Math.round(longest)} ms`,
    aim: "60 frames a second",
  });
  const field = shown.getByTestId("runs-filter");
  const count = shown.getByTestId("runs-count");
  const filter = async (query: string): Promise<void> => {
    const before = await count.textContent();
    await field.fill(query);
    await field.press("Enter");
    await shown.waitForFunction(
      (words) => document.querySelector("[data-testid=runs-count]")?.textContent !== words,
      before,
      { polling: "raf" },
    );
  };
  const query = await timed(
    () => filter("last(m03) < 0.5 AND (metrics.m04 > 0.1 OR params.p01 IS NULL)"),
    async () => {
      if ((await count.textContent()) !== "100,000 runs") await filter("");
    },
  );
  tell("a query of two conditions", query, "");
  await filter("");
  const charts = await timed(
    async () => {
      await shown.getByTestId("runs-charted").click();
      await shown.getByTestId("runs-pair").waitFor();
    },
    async () => {
      if ((await shown.getByTestId("runs-charts").count()) > 0) await shown.getByTestId("runs-charted").click();
    },
  );
  tell("charts of the newest 5,000 of them, 50 parameters", charts, "");
  console.log(`activation of the extension: ${await workbench.activationTime("Tidemark")} ms`);
}

async function longSeries(): Promise<void> {
  await using editor = await openEditor({ python: false, storeOf: await oursWithPoints(10_000_000) });
  const { workbench } = editor;
  await workbench.showExperiments();
  await workbench.row(/Default/).waitFor({ timeout: 60_000 });
  await workbench.row(/Default/).press("ArrowRight");
  const run = workbench.row(/long/);
  await run.waitFor({ timeout: 60_000 });
  const chart = await timed(
    async () => {
      await run.click();
      const page = await workbench.webviewWith('figure[data-metric="loss"]');
      await page.waitForFunction(
        () => {
          const canvas = document.querySelector('figure[data-metric="loss"] canvas');
          if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return false;
          return canvas
            .getContext("2d")
            ?.getImageData(0, 0, canvas.width, canvas.height)
            .data.some((value) => value !== 0);
        },
        undefined,
        { polling: "raf" },
      );
    },
    () => workbench.command("View: Close All Editors"),
  );
  tell("first chart of a series of 10 million points, with its page", chart, "under 300 ms");
}

await setup();
await tableOfRuns();
await longSeries();
console.table(results);
