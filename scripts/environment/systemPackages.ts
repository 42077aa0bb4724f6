import { existsSync } from "node:fs";
import { run, runOrThrow } from "../process/run.ts";

/** A Debian package, and how to see that what it brings is there already, wherever from. */
export interface SystemPackage {
  readonly name: string;
  readonly why: string;
  readonly isPresent: () => Promise<boolean>;
}

export const kerberosHeaders: SystemPackage = {
  name: "libkrb5-dev",
  why: "VS Code's own native parts are built against it",
  isPresent: async () => process.platform !== "linux" || existsSync("/usr/include/gssapi/gssapi.h"),
};

export const compiler: SystemPackage = {
  name: "build-essential",
  why: "VS Code's own native parts are built with it",
  isPresent: async () => process.platform !== "linux" || ((await answers("make")) && (await answers("g++"))),
};

export const pythonVenv: SystemPackage = {
  name: "python3-venv",
  why: "Python environments are made with it",
  isPresent: async () => (await run("python3", ["-c", "import ensurepip, venv"])).code === 0,
};

export const postgres: SystemPackage = {
  name: "postgresql",
  why: "runs are pushed to an MLflow server that keeps them in it",
  isPresent: async () => existsSync("/usr/lib/postgresql"),
};

/**
 * Makes sure that system packages are there: installs what is missing where that is possible (Debian, as root),
 * else says what to install.
 */
export async function ensureSystemPackages(
  wanted: readonly SystemPackage[],
  onLine: (line: string) => void,
): Promise<void> {
  const present = await Promise.all(wanted.map((item) => item.isPresent()));
  const missing = wanted.filter((_, index) => !present[index]);
  if (missing.length === 0) return;
  const names = missing.map((item) => item.name);
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    const reasons = missing.map((item) => `  ${item.name}: ${item.why}`).join("\n");
    throw new Error(
      `Some system packages are missing:\n${reasons}\nOn Debian: sudo apt-get install ${names.join(" ")}`,
    );
  }
  onLine(`Installing ${names.join(", ")} with apt-get…`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runOrThrow("apt-get", ["update"], { env });
  await runOrThrow("apt-get", ["install", "--yes", "--no-install-recommends", ...names], { env, onLine });
}

async function answers(program: string): Promise<boolean> {
  try {
    return (await run(program, ["--version"])).code === 0;
  } catch {
    return false; // There is no such program.
  }
}
