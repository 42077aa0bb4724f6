/** Every context key that is set; package.json asks for the same ones, which a test holds them to. */
export const contextKeyNames = [
  "tidemark.engine",
  "tidemark.hasRuns",
  "tidemark.hasModels",
  "tidemark.filtered",
  "tidemark.grouped",
  "tidemark.showsDeleted",
  "tidemark.tracked",
  "tidemark.syncing",
] as const;

export type ContextKeyName = (typeof contextKeyNames)[number];
