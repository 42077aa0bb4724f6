import * as z from "zod";
import { DataSource } from "./dataEntities.ts";
import { DataProfile } from "./profileEntities.ts";

/** What is asked about the values of data. */
export const profileRequests = {
  "data/profile": {
    params: z.object({ source: DataSource }),
    result: DataProfile,
    progress: z.object({ step: z.string(), share: z.number().min(0).max(1) }),
  },
};
