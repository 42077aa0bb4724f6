import type { Config, Dataset } from "./config.ts";

/** Everything that is called by a name and has rows: data sets, and what features come to. */
export const namedDatasets = ({ datasets, features }: Config): readonly Dataset[] => [
  ...datasets,
  ...features.map(({ dataset }) => dataset),
];
