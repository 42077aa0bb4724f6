import { readdirSync } from "node:fs";
import { join } from "node:path";

/** What lets `frameworks.py` find the packages of a virtual environment. */
export function frameworksOf(environment: string): { readonly FRAMEWORKS: string } {
  const libraries = join(environment, "lib");
  const [version = ""] = readdirSync(libraries);
  return { FRAMEWORKS: join(libraries, version, "site-packages") };
}
