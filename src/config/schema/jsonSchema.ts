import * as z from "zod";
import { ConfigFile } from "./configFile.ts";

/** The JSON Schema of tidemark.yaml and tidemark.json, for completion and hover. */
export const configJsonSchema = (): object => ({
  title: "Tidemark",
  description: "What data sets are, and what they promise.",
  ...z.toJSONSchema(ConfigFile, { io: "input", target: "draft-7" }),
});
