import { config } from "zod";

// Schemas that compile themselves probe globals that the editor's Node reports as an error; ours are small enough without.
config({ jitless: true });
