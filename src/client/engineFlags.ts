/**
 * What Node is told when it runs the engine. By itself V8 lets garbage pile up to hundreds of megabytes on a machine with
 * much memory; collecting it more often costs no time that could be measured (docs/performance.md).
 */
export const engineFlags: readonly string[] = ["--max-semi-space-size=4", "--heap-growing-percent=40"];
