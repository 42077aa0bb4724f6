import { TidemarkError } from "../../../protocol/errors.ts";
import type { ImportReport } from "./report.ts";

/** Does one thing that the rules here may refuse: then it is skipped, with the reason, and the rest goes on. */
export async function attempt(report: ImportReport, place: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    report.skip(place, refusal(error));
    return false;
  }
}

/** Why the rules refuse it; anything else, such as a full disk, is thrown on. */
export function refusal(error: unknown): string {
  const refused = ["invalidParameter", "alreadyExists", "notFound"];
  if (error instanceof TidemarkError && refused.includes(error.code)) return error.message;
  throw error;
}
