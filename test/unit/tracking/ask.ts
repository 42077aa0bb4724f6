import type { z } from "zod";
import { engineContract } from "../../../src/protocol/engineContract.ts";
import type { Views } from "../../../src/tracking/views/views.ts";
import { context, type TrackingFixture } from "./fixture.ts";

const requests = engineContract.requests;

/** Asks a view as the editor does: defaults are filled in, and the answer has to fit the contract. */
export async function ask<K extends keyof Views>(
  test: TrackingFixture,
  name: K,
  params: z.input<(typeof requests)[K]["params"]>,
) {
  const view = test.views[name] as (params: unknown, asked: typeof context) => unknown;
  const answer = await view(requests[name].params.parse(params), context);
  return requests[name].result.parse(answer) as z.output<(typeof requests)[K]["result"]>;
}
