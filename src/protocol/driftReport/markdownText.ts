/** Names of columns and files are anybody's: no markup, no link, no line break of theirs. */
export const markdownText = (text: string): string => text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>|#!~$]/g, "\\$&");

export const markdownLine = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
