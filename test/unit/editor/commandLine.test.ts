import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandLineOf, quoteWord, shellOf } from "../../../src/editor/terminal/commandLine.ts";

const nothing = { sourceName: undefined, entryPoint: undefined, command: undefined };

describe("the command that made a run", () => {
  it("is python and the script", () => {
    expect(commandLineOf({ ...nothing, sourceName: "src/train.py" }, "posix")).toBe("python src/train.py");
  });

  it("is every word when they were recorded", () => {
    const command = JSON.stringify(["python", "train.py", "--note", "it's fine"]);
    expect(commandLineOf({ ...nothing, sourceName: "x", command }, "posix")).toBe(
      "python train.py --note 'it'\\''s fine'",
    );
  });

  it("falls back to the script when the recorded words are no list", () => {
    expect(commandLineOf({ ...nothing, sourceName: "train.py", command: "{" }, "posix")).toBe("python train.py");
  });

  it("is mlflow run for a project's entry point", () => {
    expect(commandLineOf({ ...nothing, sourceName: ".", entryPoint: "main" }, "posix")).toBe("mlflow run . -e main");
  });

  it("is unknown when the run says nothing", () => {
    expect(commandLineOf(nothing, "posix")).toBeNull();
  });

  it("never takes a script's name for an option", () => {
    expect(commandLineOf({ ...nothing, sourceName: "-c import os" }, "posix")).toBe("python './-c import os'");
  });
});

describe("a word from a script", () => {
  it.each([
    ["a b", "posix", "'a b'"],
    ["it's", "powershell", "'it''s'"],
    ["a&b %PATH%", "cmd", '"ab PATH"'],
    ["", "posix", "''"],
  ] as const)("is quoted for its shell: %s in %s", (word, shell, quoted) => {
    expect(quoteWord(word, shell)).toBe(quoted);
  });

  it("holds no key that a terminal would act on", () => {
    expect(quoteWord("a\r\nrm -rf ~\u0003", "posix")).toBe("'arm -rf ~'");
  });

  it("reaches a program of a posix shell as it is, whatever it holds", () => {
    const printable = fc.string({ unit: "grapheme-ascii" });
    fc.assert(
      fc.property(printable, (word) => {
        const told = execFileSync("sh", ["-c", `printf %s ${quoteWord(word, "posix")}`], { encoding: "utf8" });
        expect(told).toBe(word);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a shell", () => {
  it.each([
    ["/bin/zsh", "posix"],
    ["C:\\Windows\\System32\\cmd.exe", "cmd"],
    ["C:\\Program Files\\PowerShell\\7\\pwsh.exe", "powershell"],
  ])("is known by its program: %s", (program, shell) => {
    expect(shellOf(program)).toBe(shell);
  });
});
