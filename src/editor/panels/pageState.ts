import * as z from "zod";
import { VersionId } from "../../protocol/modelRequests.ts";

/** What a page leaves behind when the window closes, as far as the host needs it: which runs it showed. */
const PageState = z.object({ runIds: z.array(z.string()).min(1).max(50) });

/** The runs that a page showed, or none when its state can't be understood. */
export const runsOfState = (state: unknown): readonly string[] => PageState.safeParse(state).data?.runIds ?? [];

const VersionsState = z.object({ versions: z.array(VersionId).min(1).max(50) });

/** The versions of models that a page showed, or none when its state can't be understood. */
export const versionsOfState = (state: unknown): readonly VersionId[] =>
  VersionsState.safeParse(state).data?.versions ?? [];
