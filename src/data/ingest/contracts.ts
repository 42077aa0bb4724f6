import { stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { Dataset } from "../../config/config.ts";
import { notFound, TidemarkError } from "../../protocol/errors.ts";
import { type Declarations, readDeclarations } from "../checks/declarations.ts";
import { misdeclared } from "../checks/outcome.ts";
import type { Database, Session } from "../duckdb/database.ts";
import { type RowContract, rowContract } from "./rowContract.ts";

/** The contract of a data set's rows, with the session that checks them. */
export interface OpenContract {
  readonly contract: RowContract;
  readonly session: Session;
}

interface Declared {
  readonly declarations: Declarations;
  readonly dataset: Dataset;
}

/** How long saving a file takes at most, mostly, in milliseconds. */
const savingTime = 300;

/** What the workspace declares, read again when its file has changed. */
export class RowContracts {
  private readonly database: Database;
  private readonly workspace: string;
  private read: { readonly stamp: string | null; readonly declarations: Promise<Declarations> } | undefined;
  private readonly seen = new Set<string>();
  private readonly open = new Map<string, { readonly of: Declarations; readonly contract: OpenContract }>();

  constructor(database: Database, workspace: string) {
    this.database = database;
    this.workspace = workspace;
  }

  /** @throws TidemarkError `notFound` when no such data set is declared, `unavailable` when it is declared wrongly */
  async declared(name: string): Promise<Declared> {
    try {
      const found = this.find(await this.declarations(), name);
      this.seen.add(name);
      return found;
    } catch (error) {
      // What was there a moment ago may be missing only because its file is being saved.
      if (!this.seen.delete(name)) throw error;
      await setTimeout(savingTime);
      this.read = undefined;
      return await this.declared(name);
    }
  }

  /** All data sets that are declared. */
  async datasets(): Promise<readonly Dataset[]> {
    return (await this.declarations()).config.datasets;
  }

  private find(declarations: Declarations, name: string): Declared {
    const [fault] = misdeclared(declarations, name);
    if (fault !== undefined) {
      const message = `The declaration of "${name}" is wrong, so no rows are taken: ${fault.message}`;
      throw new TidemarkError("unavailable", message);
    }
    const dataset = declarations.config.datasets.find((each) => each.name === name);
    if (dataset !== undefined) return { declarations, dataset };
    const names = declarations.config.datasets.map((each) => each.name);
    const there = names.length === 0 ? "None is declared." : `Declared are ${names.join(", ")}.`;
    throw notFound(`There is no data set "${name}". ${there}`);
  }

  /**
   * The contract as it is now. Asking again may end the session of the one before: it must not be at work meanwhile.
   * @throws TidemarkError as `declared`
   */
  async of(name: string): Promise<OpenContract> {
    const { declarations, dataset } = await this.declared(name);
    const known = this.open.get(name);
    if (known?.of === declarations) return known.contract;
    known?.contract.session[Symbol.dispose]();
    this.open.delete(name);
    const session = await this.database.session();
    const contract = { session, contract: await rowContract(session, this.workspace, declarations, dataset) };
    this.open.set(name, { of: declarations, contract });
    return contract;
  }

  private async declarations(): Promise<Declarations> {
    const before = await this.read?.declarations;
    const stamp = await stampOf(before?.file ?? null);
    if (before !== undefined && before.file !== null && this.read?.stamp === stamp) return before;
    const declarations = readDeclarations(this.workspace);
    const { file } = await declarations;
    // Of a file that changed while it was read nobody knows which of its contents was: it is read again the next time.
    const isSure = file === before?.file && (await stampOf(file)) === stamp;
    this.read = { stamp: isSure ? stamp : null, declarations };
    return declarations;
  }
}

async function stampOf(file: string | null): Promise<string> {
  const found = file === null ? undefined : await stat(file).catch(() => undefined);
  return found === undefined ? "" : [found.ino, found.size, found.mtimeMs, found.ctimeMs].join(" ");
}
