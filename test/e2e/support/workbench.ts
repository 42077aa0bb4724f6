import { deepEqual } from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import axe, { type AxeResults } from "axe-core";
import { errors, type Frame, type Locator, type Page } from "playwright-core";
import { inRoot } from "../../../scripts/root.ts";
import { eventually } from "../../support/eventually.ts";

/** The themes that everything has to be usable in: how VS Code lists them, and how its window is marked then. */
const themes = {
  light: { label: "Light Modern", mark: "vs" },
  dark: { label: "Dark Modern", mark: "vs-dark" },
  hc: { label: "Dark High Contrast", mark: "hc-black" },
} as const;
type Theme = keyof typeof themes;

/** One window of VS Code, used as a person would: by keyboard, and by what is on the screen. */
export class Workbench {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(page: Page, url: string): Promise<Workbench> {
    await page.goto(url);
    await page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
    return new Workbench(page);
  }

  /** Runs a command from the palette by its title. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.#choose(title, `>${title}`);
  }

  /** Types into the list that is open and takes what is called `label`. */
  async #choose(label: string, typed = label): Promise<void> {
    const input = this.page.locator(".quick-input-widget .quick-input-box input");
    await input.fill(typed);
    await this.choose(new RegExp(`^${label.replace(/[()[\].+*?^$|\\]/g, "\\$&")}$`));
  }

  /**
   * Runs a command and takes what is called so in the list that it opens. VS Code gives focus back to the page in front
   * when its palette closes, and where the list opened before, that closes it: then the command is run once more.
   */
  async commandThenChoose(title: string, label: string): Promise<void> {
    await this.#untilChosen(() => this.command(title), label);
  }

  /** Opens a file of the workspace by its name; one that was just written is listed after a moment. */
  async openFile(name: string, typed = name): Promise<void> {
    await this.#untilChosen(async () => {
      await this.page.keyboard.press("Control+p");
      await this.page.locator(".quick-input-widget .quick-input-box input").fill(typed);
    }, name);
  }

  /** Opens a list, again and again, until what is called so could be taken from it. */
  async #untilChosen(openList: () => Promise<void>, label: string): Promise<void> {
    const entry = this.page.locator(".quick-input-list .label-name").filter({ hasText: label }).first();
    await eventually(`${label} can be chosen`, async () => {
      await openList();
      try {
        await entry.click({ timeout: 5000 });
        return true;
      } catch (error) {
        if (!(error instanceof errors.TimeoutError)) throw error;
        await this.page.keyboard.press("Escape");
        return undefined;
      }
    });
  }

  /** Takes what is called so in the list that is open. */
  async choose(label: RegExp): Promise<void> {
    await this.page.locator(".quick-input-list .label-name").filter({ hasText: label }).first().click();
  }

  async showExperiments(): Promise<void> {
    await this.page.locator(".activitybar").getByRole("tab", { name: "Tidemark" }).click();
    await this.page.locator(".sidebar").getByText("Experiments").first().waitFor();
  }

  get tree(): Locator {
    return this.page.getByRole("tree", { name: "Experiments" });
  }

  get models(): Locator {
    return this.page.getByRole("tree", { name: "Models" });
  }

  /** The first row of which a screen reader says this. */
  row(name: string | RegExp): Locator {
    return this.runs(name).first();
  }

  /** All rows of which a screen reader says this. */
  runs(name: string | RegExp): Locator {
    return this.tree.getByRole("treeitem", { name });
  }

  /** Types a line into a new terminal and runs it. */
  async runInTerminal(line: string): Promise<void> {
    await this.command("Terminal: Create New Terminal");
    await this.page.locator(".terminal-wrapper.active .xterm.focus").waitFor();
    await eventually("the shell asks for a command", async () => /[$#%>]\s*$/.test(await this.terminalText()));
    await this.page.keyboard.type(line);
    await eventually(`the terminal shows ${line}`, async () => (await this.terminalText()).includes(line));
    await this.page.keyboard.press("Enter");
  }

  /** What is in sight in the terminal, without the ends of its lines: a long line is broken anywhere. */
  async terminalText(): Promise<string> {
    const rows = await this.page.locator(".terminal-wrapper.active .xterm-rows > div").allTextContents();
    return rows.join("").replaceAll("\u00a0", " ").trimEnd();
  }

  /** What a screen reader says of each row. */
  labels(): Promise<(string | null)[]> {
    return this.tree.getByRole("treeitem").evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")));
  }

  /** The inner document of the webview that shows an element with this test id. */
  webview(testId: string): Promise<Frame> {
    return this.webviewWith(`[data-testid="${testId}"]`);
  }

  async webviewWith(selector: string): Promise<Frame> {
    return eventually(`a webview shows ${selector}`, async () => {
      for (const frame of this.page.frames()) {
        // A webview that is being replaced has none any more.
        const shown = await frame
          .locator(selector)
          .first()
          .isVisible()
          .catch(() => false);
        if (shown) return frame;
      }
      return undefined;
    });
  }

  /** What axe finds of serious faults in the pages in sight, for those who use a keyboard, a screen reader or need contrast. */
  async accessibilityFaults(): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const frame of this.page.frames()) {
      const main = frame.locator("main");
      // A webview that is being replaced has none any more.
      if (
        !(await main
          .first()
          .isVisible()
          .catch(() => false))
      )
        continue;
      await frame.evaluate(axe.source);
      const { violations, passes } = await frame.evaluate<AxeResults>("axe.run()");
      if (passes.length === 0) throw new Error("axe has looked at nothing.");
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      faults.push(...serious.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`)));
    }
    return faults;
  }

  /** Whether anything is drawn on a canvas. */
  isPainted(canvas: Locator): Promise<boolean> {
    return canvas.evaluate((element) => {
      if (!(element instanceof HTMLCanvasElement)) return false;
      const pixels = element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data;
      return pixels?.some((value) => value !== 0) ?? false;
    });
  }

  /** How many milliseconds an extension took to activate, as VS Code shows it among the running extensions. */
  async activationTime(name: string): Promise<number> {
    await this.command("Developer: Show Running Extensions");
    const row = this.page.locator(".runtime-extensions-editor .monaco-list-row").filter({ hasText: name }).first();
    await row.waitFor();
    const said = (await row.textContent()) ?? "";
    return Number(said.match(/Activation: (\d+)ms/)?.[1]);
  }

  /** Chooses a theme as a person would. */
  async useTheme(theme: Theme): Promise<void> {
    const { label, mark } = themes[theme];
    await this.command("Preferences: Color Theme");
    await this.#choose(label);
    await this.page.locator(`.monaco-workbench.${mark}`).waitFor();
  }

  /**
   * Keeps a picture of the window in out/screenshots/: in every theme where TIDEMARK_SCREENSHOTS is `themes`, since
   * changing themes takes a third of the tests' time, else in the one that it has. What is pictured has to be accessible.
   */
  async screenshots(name: string): Promise<void> {
    deepEqual(await this.accessibilityFaults(), [], `Serious faults of ${name}, as axe sees it.`);
    if (process.env.TIDEMARK_SCREENSHOTS !== "themes") return this.screenshot(name);
    for (const theme of ["light", "hc", "dark"] as const) {
      await this.useTheme(theme);
      await this.screenshot(join(theme, name));
    }
  }

  /** Shows how the window looked when a test failed, and what its terminal said. */
  async tellFailure(test: string): Promise<void> {
    await this.screenshot(`failed-${test}`);
    console.log(`Terminal: ${await this.terminalText()}`);
  }

  async screenshot(name: string): Promise<void> {
    const file = inRoot("out", "screenshots", `${name}.png`);
    await mkdir(dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }
}
