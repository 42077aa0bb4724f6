import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { aborted } from "../aborted.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";

interface InferOptions {
  readonly name?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

const help = `
What is promised holds for all rows of the data as it is: look it over before you rely on it.
With --write it is added to the workspace's tidemark.yaml, whose comments stay.`;

export const addInfer: AddCommand = (program, context) => {
  const { terminal } = context;
  commandOf(program, "infer <path>")
    .description("write a contract from data: a file, or a glob or folder of files")
    .option("-n, --name <name>", "what the data set is called (else as its file)")
    .option("--write", "add it to tidemark.yaml")
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action(async (path: string, { name, write, json }: InferOptions, command: Command) => {
      using interrupt = aborted();
      const asked = { path: resolve(path), ...(name === undefined ? {} : { name }) };
      const inferred = await withEngine(context, command, (engine) =>
        engine.request("data/infer", asked, interrupt.signal),
      );
      const { config, yaml } = inferred;
      if (write === true) await writeFile(config.file, config.text);
      if (json === true) printJson(terminal, inferred);
      else if (write !== true) terminal.out(yaml);
      else terminal.error(`Added ${inferred.name} to ${config.file}.\n`);
    });
};
