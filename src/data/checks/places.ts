import type { TextRange } from "../../protocol/checkEntities.ts";
import { type CheckPlace, mostPlaces } from "../../protocol/checkEntities.ts";
import type { Session } from "../duckdb/database.ts";
import type { FileSet, RawPlace } from "./fileSet.ts";
import { type FirstRows, firstRows } from "./firstRows.ts";
import type { FailingRows, Finding } from "./plan.ts";

/** The longest value that is told. */
const longest = 200;
export const cut = (value: string | null): string | null =>
  value === null || value.length <= longest ? value : `${value.slice(0, longest - 1)}…`;

/** The first places of each finding, with their ranges in files that are text: each such file is read once. */
export async function placesOf(
  session: Session,
  findings: readonly Finding[],
  filesOf: (failing: FailingRows) => FileSet,
): Promise<CheckPlace[][]> {
  const firsts = await firstRows(
    session,
    findings.flatMap(({ failing }) => failing),
  );
  const raw: { readonly places: readonly RawPlace[]; readonly files: FileSet | undefined }[] = [];
  for (const { failing } of findings) {
    const [first] = failing;
    const files = first === undefined ? undefined : filesOf(first);
    raw.push({ places: files === undefined ? [] : await firstPlaces(failing, files, firsts), files });
  }
  const sets = new Set(raw.flatMap(({ files }) => files ?? []));
  const ranges = new Map<RawPlace, TextRange | null>();
  for (const files of sets) {
    const places = raw.filter((each) => each.files === files).flatMap((each) => each.places);
    const found = await files.ranges(places);
    for (const [at, place] of places.entries()) ranges.set(place, found[at] ?? null);
  }
  return raw.map(({ places }) => places.map((place) => ({ ...place, range: ranges.get(place) ?? null })));
}

async function firstPlaces(failing: readonly FailingRows[], files: FileSet, firsts: FirstRows): Promise<RawPlace[]> {
  const rows = failing.flatMap((each) => firsts.get(each) ?? []);
  rows.sort((a, b) => Number(a.r ?? 0n) - Number(b.r ?? 0n));
  const places: RawPlace[] = [];
  for (const { r, v, c } of rows.slice(0, mostPlaces)) {
    const place = r === null ? { file: null, record: null } : await files.placeOf(Number(r));
    places.push({ ...place, column: c, value: cut(v) });
  }
  return places;
}
