import type { Command } from "commander";
import type { Promotion } from "../../protocol/promotionRequests.ts";
import { aborted } from "../aborted.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { evaluationWords } from "../evaluate/human.ts";
import { evaluationExit } from "../evaluate/judged.ts";
import { EndWith, ending, usageError } from "../exitCodes.ts";
import { plain } from "../terminal.ts";

interface PromoteOptions {
  readonly alias: string;
  readonly evaluation?: string;
  readonly undo?: true;
  readonly json?: true;
}

const help = `
The evaluation of tidemark.yaml judges this version in place of the model that it names. Its gates decide.

Exit status: 0 the alias has moved, 1 a gate fails, 2 a gate can't be judged or the evaluation could not run. Unless it
is 0, nothing has changed.`;

export const addPromote: AddCommand = (program, context) => {
  const { terminal } = context;
  commandOf(program, "promote <version>")
    .description(
      "move an alias to a version of a registered model (NAME/VERSION) if it holds the gates of an evaluation",
    )
    .option("--alias <alias>", "the alias that moves", "champion")
    .option("--evaluation <name>", "the evaluation of tidemark.yaml that decides")
    .option("--undo", "give the alias back to the version that had it before (NAME is enough)")
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action(async (what: string, options: PromoteOptions, command: Command) => {
      await (options.undo === true ? undo : promote)(what, options, command).catch((error: unknown) => {
        if (error instanceof EndWith) throw error;
        const { words } = ending(error, command.optsWithGlobals().verbose === true);
        if (words !== null) terminal.error(`${words}\n`);
        throw new EndWith(evaluationExit.couldNotTell);
      });
    });

  async function promote(what: string, { alias, evaluation, json }: PromoteOptions, command: Command): Promise<void> {
    const { name, version } = versionOf(what);
    if (version === undefined) throw usageError(`Which version of ${name}? Write ${name}/3.`);
    if (evaluation === undefined) throw usageError("Which evaluation decides? Name one: --evaluation failures.");
    using interrupt = aborted();
    const { promotion, result } = await withEngine(context, command, (engine) =>
      // Who watches the progress keeps the request from being late.
      engine.request("models/promote", { name, version, alias, evaluation }, interrupt.signal, () => undefined),
    );
    if (json === true) printJson(terminal, { promotion, result });
    else {
      terminal.out(evaluationWords(result, terminal.style));
      terminal.out(promotion === null ? `\n@${plain(alias)} stays where it is.\n` : `\n${movedWords(promotion)}\n`);
    }
    if (promotion !== null) return;
    const fails = result.gates.some(({ verdict }) => verdict === "failed");
    throw new EndWith(fails ? evaluationExit.gateFails : evaluationExit.couldNotTell);
  }

  async function undo(what: string, { alias, json }: PromoteOptions, command: Command): Promise<void> {
    const { name, version } = versionOf(what);
    if (version !== undefined) throw usageError(`Name the model alone: tidemark promote ${name} --undo.`);
    const { promotion } = await withEngine(context, command, (engine) =>
      engine.request("models/undoPromotion", { name, alias }),
    );
    if (json === true) printJson(terminal, { promotion });
    else terminal.out(`${undoneWords(promotion)}\n`);
  }
};

const movedWords = ({ alias, from, to }: Promotion): string =>
  `@${plain(alias)} now means v${to}.${from === null ? "" : ` It was v${from}.`}`;

const undoneWords = ({ alias, from, to }: Promotion): string =>
  from === null
    ? `@${plain(alias)} no longer means v${to}: no version had it before.`
    : `@${plain(alias)} means v${from} again, not v${to}.`;

function versionOf(what: string): { readonly name: string; readonly version?: number } {
  const [, name, version] = /^(?:models:\/)?([^/]+)(?:\/(\d+))?$/.exec(what) ?? [];
  if (name === undefined) throw usageError(`"${what}" is no version of a registered model, such as failures/3.`);
  return version === undefined ? { name } : { name, version: Number(version) };
}
