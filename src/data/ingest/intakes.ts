import type { DataContext } from "../process/dataContext.ts";
import { RowContracts } from "./contracts.ts";
import { Intake } from "./intake.ts";

/** What takes the rows of each data set, wherever they come from. */
export interface Intakes {
  readonly contracts: RowContracts;
  readonly intakeOf: (dataset: string) => Intake;
}

export function openIntakes({ database, workspace, onJournal }: DataContext): Intakes {
  const contracts = new RowContracts(database, workspace);
  const intakes = new Map<string, Intake>();
  return {
    contracts,
    intakeOf(name) {
      const known = intakes.get(name) ?? new Intake(name, { workspace, database, contracts, onJournal });
      intakes.set(name, known);
      return known;
    },
  };
}
