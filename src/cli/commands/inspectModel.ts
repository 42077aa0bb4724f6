import { resolve } from "node:path";
import type { Command } from "commander";
import { type AddCommand, type CliContext, commandOf, printJson, withEngine } from "../context.ts";
import { onnxReport } from "../onnxReport.ts";

export const addInspectModel: AddCommand = (program, context) => {
  commandOf(program, "inspect-model <file>")
    .description("what is in an ONNX file, and what is wrong with it")
    .option("--json", "print JSON")
    .action((file: string, options: { readonly json?: boolean }, command: Command) =>
      inspectModel(context, command, file, options.json === true),
    );
};

async function inspectModel(context: CliContext, command: Command, file: string, json: boolean): Promise<void> {
  const { terminal } = context;
  const path = resolve(file);
  const found = await withEngine(context, command, (engine) => engine.request("onnx/inspect", { path }));
  if (json) return printJson(terminal, found);
  terminal.out(onnxReport(found, file));
}
