import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { commands } from "../../../src/editor/commands.ts";
import { contextKeyNames } from "../../../src/editor/contextKeyNames.ts";
import {
  extensionId,
  panelTypes,
  registeringLine,
  settingDefaults,
  viewIds,
  walkthroughId,
} from "../../../src/editor/ids.ts";

const root = new URL("../../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

const Item = z.object({ command: z.string(), when: z.string().default("") });
const manifest = z
  .object({
    name: z.string(),
    publisher: z.string(),
    icon: z.string(),
    activationEvents: z.array(z.string()),
    contributes: z.object({
      commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.string(), icon: z.string() })),
      menus: z.record(z.string(), z.array(Item)),
      keybindings: z.array(Item),
      viewsContainers: z.object({ activitybar: z.array(z.object({ id: z.string(), icon: z.string() })) }),
      views: z.record(z.string(), z.array(z.object({ id: z.string() }))),
      viewsWelcome: z.array(z.object({ view: z.string(), when: z.string(), contents: z.string() })),
      configuration: z.object({
        properties: z.record(
          z.string(),
          z.object({ default: z.unknown(), markdownDescription: z.string(), scope: z.string() }),
        ),
      }),
      walkthroughs: z.array(
        z.object({
          id: z.string(),
          steps: z.array(
            z.object({
              description: z.string(),
              media: z.object({ svg: z.string(), altText: z.string() }),
              completionEvents: z.array(z.string()),
            }),
          ),
        }),
      ),
    }),
  })
  .parse(JSON.parse(read("package.json")));
const { contributes } = manifest;
const views: string[] = Object.values(viewIds);
const inCode = Object.keys(commands).sort();
const contributed = contributes.commands.map(({ command }) => command);
const menuItems = Object.values(contributes.menus).flat();
const whens = [...menuItems, ...contributes.keybindings, ...contributes.viewsWelcome].map(({ when }) => when);
const texts = [
  ...contributes.viewsWelcome.map(({ contents }) => contents),
  ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ description }) => description)),
];

describe("package.json and the code", () => {
  it("know the same commands", () => {
    expect([...contributed].sort()).toEqual(inCode);
  });

  it("give every command a category, an icon and a title that starts like a sentence", () => {
    for (const { command, title, category, icon } of contributes.commands) {
      expect.soft(category, command).toBe("Tidemark");
      expect.soft(icon, command).toMatch(/^\$\([a-z-]+\)$/);
      expect.soft(title, command).toMatch(/^[A-Z][^A-Z]/);
    }
  });

  it("use only commands that exist in menus, keys, welcome views and the walkthrough", () => {
    const linked = texts.flatMap((text) =>
      [...text.matchAll(/\(command:(tidemark\.[\w.]+)\)/g)].map((match) => match[1]),
    );
    const completing = contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ completionEvents }) =>
        completionEvents.flatMap((event) => (event.startsWith("onCommand:") ? [event.slice("onCommand:".length)] : [])),
      ),
    );
    const used = [...menuItems, ...contributes.keybindings].map(({ command }) => command);
    const known = new Set([...inCode, ...views.map((id) => `${id}.focus`)]);
    expect([...used, ...linked, ...completing].filter((command) => !known.has(command ?? ""))).toEqual([]);
  });

  it("show the line that registers a model as it is copied", () => {
    expect(texts.some((text) => text.includes(registeringLine))).toBe(true);
  });

  it("know the same settings with the same defaults", () => {
    const inManifest = Object.entries(contributes.configuration.properties).map(([key, value]) => [key, value.default]);
    const expected = Object.entries(settingDefaults).map(([key, value]) => [`tidemark.${key}`, value]);
    expect(Object.fromEntries(inManifest)).toEqual(Object.fromEntries(expected));
  });

  it("read every setting somewhere", () => {
    const sources = globSync("src/**/*.ts", { cwd: root }).filter((file) => !file.endsWith("editor/ids.ts"));
    const code = [...sources].map(read).join("\n");
    for (const key of Object.keys(settingDefaults)) expect.soft(code, key).toContain(`setting("${key}")`);
  });

  it("know the same views, containers and walkthrough", () => {
    const containers = contributes.viewsContainers.activitybar.map(({ id }) => id);
    expect(Object.keys(contributes.views)).toEqual(containers);
    expect(
      Object.values(contributes.views)
        .flat()
        .map(({ id }) => id),
    ).toEqual(views);
    expect([...new Set(contributes.viewsWelcome.map(({ view }) => view))]).toEqual(views);
    expect(contributes.walkthroughs.map(({ id }) => id)).toEqual([walkthroughId]);
    expect(`${manifest.publisher}.${manifest.name}`).toBe(extensionId);
  });

  it("ask only for context keys that are set, and set only such as are asked for", () => {
    const events = contributes.walkthroughs.flatMap(({ steps }) =>
      steps.flatMap(({ completionEvents }) => completionEvents.filter((event) => event.startsWith("onContext:"))),
    );
    const asked = new Set([...whens, ...events].flatMap((when) => when.match(/tidemark\.[A-Za-z]+/g) ?? []));
    for (const id of views) asked.delete(id);
    expect([...asked].sort()).toEqual([...contextKeyNames].sort());
  });

  it("bring pages back after a reload", () => {
    const events = Object.values(panelTypes).map((type) => `onWebviewPanel:${type}`);
    expect(manifest.activationEvents.filter((event) => event.startsWith("onWebviewPanel:"))).toEqual(events);
  });

  it("ship every picture that is named", () => {
    const pictures = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg)),
    ];
    for (const picture of pictures) expect.soft(read(picture).length, picture).toBeGreaterThan(0);
  });
});
