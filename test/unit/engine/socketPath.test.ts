import { chmod, mkdir, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { preparePrivateFolder, socketPath } from "../../../src/engine/socketPath.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const place = { platform: "linux", runtimeFolder: "/run/user/1000", temporaryFolder: "/tmp", user: 1000 } as const;

describe("socket path", () => {
  it("is the same for the same workspace and another for another", () => {
    expect(socketPath("/a", place)).toBe(socketPath("/a", place));
    expect(socketPath("/a", place)).not.toBe(socketPath("/b", place));
    expect(socketPath("/a", place)).toMatch(/^\/run\/user\/1000\/tidemark-1000\/[0-9a-f]{16}\.sock$/);
  });

  it("falls back to the temporary folder", () => {
    expect(socketPath("/a", { ...place, runtimeFolder: undefined })).toMatch(/^\/tmp\/tidemark-1000\//);
  });

  it("is never longer than every system allows", () => {
    const deep = `/${"very-long-name/".repeat(10)}`;
    const path = socketPath("/a", { ...place, runtimeFolder: deep, temporaryFolder: deep });
    expect(path).toMatch(/^\/tmp\/tidemark-1000\//);
  });

  it("is a pipe with a secret name on Windows", () => {
    const pipe = () => socketPath("C:\\a", { ...place, platform: "win32", user: undefined });
    expect(pipe()).toMatch(/^\\\\\.\\pipe\\tidemark-[0-9a-f]{16}-[0-9a-f]{32}$/);
    expect(pipe()).not.toBe(pipe());
  });
});

describe("private folder", () => {
  const user = process.getuid?.();

  it("is made for the user alone, and used again", async () => {
    await using folder = await temporaryFolder();
    const own = join(folder.path, "own");
    await preparePrivateFolder(own, user);
    await preparePrivateFolder(own, user);
    expect((await stat(own)).mode & 0o777).toBe(0o700);
  });

  it("is refused when others may enter it, or when it is a link", async () => {
    await using folder = await temporaryFolder();
    const open = join(folder.path, "open");
    await mkdir(open);
    await chmod(open, 0o755);
    await symlink(folder.path, join(folder.path, "link"));
    const refused = expect.objectContaining({ code: "permissionDenied" });
    await expect(preparePrivateFolder(open, user)).rejects.toEqual(refused);
    await expect(preparePrivateFolder(join(folder.path, "link"), user)).rejects.toEqual(refused);
    await expect(preparePrivateFolder(folder.path, (user ?? 0) + 1)).rejects.toEqual(refused);
  });
});
