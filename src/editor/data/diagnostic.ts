import { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Range, Uri } from "vscode";
import type { CheckSeverity, TextRange } from "../../protocol/checkEntities.ts";
import type { Finding } from "./findings.ts";

const severities: Readonly<Record<CheckSeverity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** By which diagnostics are known as ours. */
export const diagnosticSource = "Tidemark";

/** A finding as the editor shows it. */
export function diagnosticOf({ range, message, severity, code, related }: Finding): Diagnostic {
  const diagnostic = new Diagnostic(rangeOf(range), message, severities[severity]);
  diagnostic.source = diagnosticSource;
  if (code !== null) diagnostic.code = code;
  diagnostic.relatedInformation = related.map(
    (place) =>
      new DiagnosticRelatedInformation(new Location(Uri.file(place.file), rangeOf(place.range)), place.message),
  );
  return diagnostic;
}

const rangeOf = ({ start, end }: TextRange): Range => new Range(start.line, start.character, end.line, end.character);
