import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { ensureSystemPackages, type SystemPackage } from "../environment/systemPackages.ts";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const findBrowser = (): string | undefined =>
  [...installed, chromium.executablePath()].find((file) => existsSync(file));

const debianChromium: SystemPackage = {
  name: "chromium",
  why: "tests look at VS Code with it",
  isPresent: async () => findBrowser() !== undefined,
};

/** Starts a browser without a window. */
export async function launchBrowser(onLine: (line: string) => void): Promise<Browser> {
  await ensureSystemPackages([debianChromium], onLine);
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error("There is no Chromium: npx playwright-core install chromium");
  const quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
  // Chromium refuses to sandbox for root.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: ["--disable-gpu", "--disable-sync", ...quiet, ...asRoot] });
}
