import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseRemote, parseRemotes, withoutCredentials } from "../../../src/provenance/remoteUrl.ts";

describe("a remote's address", () => {
  it.each([
    ["https://user:secret@example.org/a/b.git", "https://example.org/a/b.git"],
    ["https://token@example.org:8443/a.git?private_token=x#y", "https://example.org:8443/a.git"],
    ["https://us%40er:p@ss@example.org/a.git", "https://example.org/a.git"],
    ["ssh://git:secret@example.org:22/a.git", "ssh://git@example.org:22/a.git"],
    ["git@example.org:a/b.git", "git@example.org:a/b.git"],
    ["/srv/git/a.git", "/srv/git/a.git"],
    ["file:///srv/git/a.git", "file:///srv/git/a.git"],
  ])("%s is shown as %s", (url, shown) => {
    expect(withoutCredentials(url)).toBe(shown);
  });

  it("never shows a password", () => {
    const word = fc.stringMatching(/^[a-z0-9@:%._-]{1,12}$/);
    fc.assert(
      fc.property(fc.constantFrom("http", "https", "ssh", "git+ssh", "ftp"), word, (scheme, password) => {
        expect(withoutCredentials(`${scheme}://user:SECRET${password}@example.org/x.git`)).not.toContain("SECRET");
      }),
    );
  });

  it("is that of the followed branch, else origin's, else the only one", () => {
    const two = parseRemotes("remote.origin.url\nhttps://a/x\0remote.team.url\nhttps://b/x\0");
    expect(chooseRemote(two, "team/main")).toBe("https://b/x");
    expect(chooseRemote(two, null)).toBe("https://a/x");
    expect(chooseRemote(parseRemotes("remote.team.url\nhttps://b/x\0"), null)).toBe("https://b/x");
    expect(chooseRemote(parseRemotes(""), null)).toBeNull();
  });
});
