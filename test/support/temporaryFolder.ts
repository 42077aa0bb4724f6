import { newTemporaryFolder, type TemporaryFolder } from "../../scripts/process/temporaryFolder.ts";

export type { TemporaryFolder };

/**
 * A new empty folder that is removed when it goes out of scope.
 * @example await using folder = await temporaryFolder();
 */
export const temporaryFolder = (): Promise<TemporaryFolder> => newTemporaryFolder("tidemark-test-");
