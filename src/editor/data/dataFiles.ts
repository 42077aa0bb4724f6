import { basename, dirname } from "node:path";

/** Files that declare data, in the workspace's folder. */
const configNames = new Set(["tidemark.yaml", "tidemark.yml", "tidemark.json"]);

export const isConfigFile = (path: string, folder: string): boolean =>
  dirname(path) === folder && configNames.has(basename(path));

/** What may hold data: what is not one of these is never looked at. */
export const dataFilePattern =
  "**/*.{csv,tsv,tab,jsonl,ndjson,json,parquet,pq,arrow,feather,sqlite,db,gz,zst,yaml,yml}";

/** What Tidemark keeps itself is not the user's data, apart from the results of features. */
export const isOwn = (path: string): boolean =>
  /[\\/](\.tidemark|\.git|node_modules|\.venv)[\\/]/.test(path) &&
  !/[\\/]\.tidemark[\\/]features[\\/][^\\/]+\.(parquet|csv)$/.test(path);
