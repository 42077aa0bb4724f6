/** How others write that there is no value, in lower case. */
export const usualNullSpellings: readonly string[] = ["na", "n/a", "null", "none", "nan", "nil", "-", "?", "#n/a"];
