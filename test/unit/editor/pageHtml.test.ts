import { describe, expect, it } from "vitest";
import { pageHtml } from "../../../src/editor/panels/pageHtml.ts";
import { runsOfState } from "../../../src/editor/panels/pageState.ts";

const parts = { title: "forest", script: "s.js", style: "s.css", source: "https://webview", nonce: "abc" };

describe("a page's document", () => {
  it("runs nothing but its bundle and fetches nothing", () => {
    const html = pageHtml(parts);
    expect(html).toContain("default-src &#39;none&#39;; script-src &#39;nonce-abc&#39;;");
    expect(html).not.toContain("unsafe-eval");
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain("connect-src");
  });

  it("shows a run's name as text", () => {
    const html = pageHtml({ ...parts, title: "</title><script>alert(1)</script>" });
    expect(html).toContain("<title>&lt;/title&gt;&lt;script&gt;");
  });
});

describe("what a page left behind", () => {
  it("names its runs, or nothing when it can't be understood", () => {
    expect(runsOfState({ runIds: ["a", "b"], tab: "metrics" })).toEqual(["a", "b"]);
    expect([undefined, {}, { runIds: [] }, { runIds: [1] }].map(runsOfState)).toEqual([[], [], [], []]);
  });
});
