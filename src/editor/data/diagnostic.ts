import { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Range, Uri } from "vscode";
import type { CheckSeverity, TextRange } from "../../protocol/checkEntities.ts";
import type { CheckReference, Finding } from "./findings.ts";

const severities: Readonly<Record<CheckSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** A problem of data that knows its check. */
export class DataDiagnostic extends Diagnostic {
  readonly check: CheckReference | null;

  constructor({ range, message, severity, check }: Finding) {
    super(rangeOf(range), message, severities[severity]);
    this.check = check;
  }
}

/** A finding as the editor shows it. */
export function diagnosticOf(finding: Finding): DataDiagnostic {
  const { code, related } = finding;
  const diagnostic = new DataDiagnostic(finding);
  diagnostic.source = "Tidemark";
  if (code !== null) diagnostic.code = code;
  diagnostic.relatedInformation = related.map(
    (place) =>
      new DiagnosticRelatedInformation(new Location(Uri.file(place.file), rangeOf(place.range)), place.message),
  );
  return diagnostic;
}

export const rangeOf = ({ start, end }: TextRange): Range =>
  new Range(start.line, start.character, end.line, end.character);
