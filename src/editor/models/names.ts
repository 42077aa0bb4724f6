/** What is wrong with a registered model's name, by MLflow's rules; undefined when nothing is. */
export function modelNameProblem(name: string): string | undefined {
  if (name.trim() === "") return "A name is needed";
  const sign = /[/:]/.exec(name)?.[0];
  if (sign !== undefined) return `A model's name must not contain ${sign}: it stands in models:/name/version`;
  return undefined;
}

const longestAlias = 255;

/** What is wrong with an alias, by MLflow's rules; undefined when nothing is. */
export function aliasProblem(alias: string): string | undefined {
  if (alias === "") return "A name is needed, such as champion";
  if (!/^[\w-]+$/.test(alias)) return "An alias has letters, digits, _ and - only";
  if (/^v\d+$/i.test(alias)) return `${alias} reads as a version's number`;
  if (alias.toLowerCase() === "latest") return "latest always means the newest version";
  if (alias.length > longestAlias) return `An alias has at most ${longestAlias} characters`;
  return undefined;
}
