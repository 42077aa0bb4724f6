import { Option } from "commander";
import { environmentLines, type Shell, shells, trackingVariables } from "../../client/trackingEnvironment.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";

export const addEnv: AddCommand = (program, context) => {
  commandOf(program, "env")
    .description('print the variables that let MLflow elsewhere log here: eval "$(tidemark env)"')
    .addOption(new Option("--shell <shell>", "for which shell").choices(shells).default("sh"))
    .option("--json", "print them as JSON")
    .action(async (options: { shell: Shell; json?: boolean }, command) => {
      const variables = await withEngine(context, command, async ({ status }) => trackingVariables(status));
      if (options.json === true) printJson(context.terminal, variables);
      else context.terminal.out(environmentLines(variables, options.shell));
    });
};
