import { pathToFileURL } from "node:url";
import { isAddress } from "../../protocol/address.ts";
import type {
  CheckOutcome,
  CheckPlace,
  CheckReport,
  CheckSeverity,
  DeclaredAt,
  TextRange,
} from "../../protocol/checkEntities.ts";

export interface SarifOptions {
  readonly version: string;
  /** An absolute folder: files below it are named from there. */
  readonly root: string;
}

const levels = { error: "error", warning: "warning", information: "note" } as const satisfies Record<
  CheckSeverity,
  string
>;

/** The report as SARIF 2.1.0: a result for each place where a check failed; what could not run is told as a notification. */
export function sarifReport(report: CheckReport, { version, root }: SarifOptions): object {
  const outcomes = report.datasets.flatMap((dataset) => dataset.outcomes);
  const failed = outcomes.filter(({ state }) => state === "failed");
  const unable = outcomes.filter(({ state }) => state === "couldNotRun");
  const kinds = [...new Set(failed.map(({ kind }) => kind))].sort();
  const base = `${pathToFileURL(root).href.replace(/\/$/, "")}/`;
  const locate = (file: string, range: TextRange | null) => location(file, range, base);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Tidemark", version, rules: kinds.map((kind) => ({ id: kind, name: kind })) },
        },
        originalUriBaseIds: { ROOT: { uri: base } },
        columnKind: "utf16CodeUnits",
        invocations: [
          {
            executionSuccessful: unable.length === 0,
            toolExecutionNotifications: unable.map((outcome) => ({
              level: levels[outcome.severity],
              message: { text: `${outcome.id} could not run: ${outcome.message}` },
              locations: [declared(outcome.declaredAt, locate)],
            })),
            toolConfigurationNotifications: report.config.problems.map(({ severity, message, range }) => ({
              level: levels[severity],
              message: { text: message },
              locations: [locate(report.config.file ?? "", range)],
            })),
          },
        ],
        results: failed.flatMap((outcome) => results(outcome, kinds.indexOf(outcome.kind), locate)),
      },
    ],
  };
}

type Locate = (file: string, range: TextRange | null) => object;

const declared = ({ file, range }: DeclaredAt, locate: Locate): object => locate(file, range);

function results(outcome: CheckOutcome, ruleIndex: number, locate: Locate): object[] {
  const places: readonly (CheckPlace | null)[] = outcome.places.some(({ file }) => file !== null)
    ? outcome.places.filter(({ file }) => file !== null)
    : [null];
  return places.map((place) => ({
    ruleId: outcome.kind,
    ruleIndex,
    level: levels[outcome.severity],
    message: { text: `${outcome.id}: ${outcome.message}${place === null ? "" : valueWords(place)}` },
    locations: [place === null ? declared(outcome.declaredAt, locate) : locate(place.file ?? "", place.range)],
    partialFingerprints: { "check/v1": `${outcome.id}${place === null ? "" : `:${place.record ?? 0}`}` },
  }));
}

const valueWords = ({ record, column, value }: CheckPlace): string =>
  `${record === null ? "" : ` Row ${record}`}${column === null ? "" : `, ${column} = ${value === null ? "null" : JSON.stringify(value)}`}`;

function location(file: string, range: TextRange | null, base: string): object {
  const uri = isAddress(file) ? asUri(file) : pathToFileURL(file).href;
  const artifactLocation = uri.startsWith(base) ? { uri: uri.slice(base.length), uriBaseId: "ROOT" } : { uri };
  const region = range === null ? {} : { region: regionOf(range) };
  return { physicalLocation: { artifactLocation, ...region } };
}

/** An address as it is used may hold what a URI must not, such as blanks. */
const asUri = (address: string): string =>
  address
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/%(?![0-9a-f]{2})/gi, "%25")
    .replace(/[^\w\-.~:/?@!$&'()*+,;=%]/gu, encodeURIComponent);

const regionOf = ({ start, end }: TextRange): object => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});
