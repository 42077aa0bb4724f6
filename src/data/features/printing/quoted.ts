import type { SqlDialect } from "../../../protocol/featureEntities.ts";

/** A name as an engine quotes it. */
export const quoted = (name: string, dialect: SqlDialect): string =>
  dialect === "spark" ? `\`${name.replaceAll("`", "``")}\`` : `"${name.replaceAll('"', '""')}"`;
