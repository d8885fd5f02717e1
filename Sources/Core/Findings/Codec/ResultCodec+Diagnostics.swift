import Diagnostics
import JSON

/// A diagnostic as stored: places are names and positions, without the text they point into.
private struct StoredDiagnostic: Sendable {
  var code = ""
  var severity = DiagnosticSeverity.error
  var message = ResultCodec.noText
  var place: StoredPlace?
  var labels: [StoredLabel] = []
  var notes: [LocalizedText] = []
  var help: LocalizedText?
}

private struct StoredPlace: Sendable {
  var file = ""
  var line: Int?
  var column: Int?
  var field: String?

  init() {}

  init(_ place: DiagnosticPlace) {
    file = place.fileName
    switch place {
    case .source(let text, let span):
      let position = text.position(ofOffset: span.start)
      line = position.line
      column = position.column
    case .data(_, let line, let column, let field):
      self.line = line
      self.column = column
      self.field = field
    case .file: break
    }
  }

  var place: DiagnosticPlace {
    line == nil && column == nil && field == nil
      ? .file(file) : .data(file: file, line: line, column: column, field: field)
  }
}

private struct StoredLabel: Sendable {
  var place = StoredPlace()
  var text = ResultCodec.noText
}

extension ResultCodec {
  private static let place = ObjectCodec<StoredPlace>(
    "Place", "A place in a file.", blank: { StoredPlace() },
    fields: [
      .field("file", \.file, .string, "The name of the file."),
      .optional("line", \.line, .integer, "The line, from 1."),
      .optional("column", \.column, .integer, "The column, from 1."),
      .optional("field", \.field, .string, "The field's name."),
    ])

  private static let label = ObjectCodec<StoredLabel>(
    "Label", "A second place that helps to understand.", blank: { StoredLabel() },
    fields: [
      .field("place", \.place, place.value, "Where."),
      .field("text", \.text, .localizedText, "What is there."),
    ])

  private static let stored = ObjectCodec<StoredDiagnostic>(
    "Diagnostic", "A problem of rules or inputs.", blank: { StoredDiagnostic() },
    fields: [
      .field("code", \.code, .string, "The stable code."),
      .field("severity", \.severity, .words(), "How bad it is."),
      .field("message", \.message, .localizedText, "The fact with its value."),
      .optional("place", \.place, place.value, "Where it is."),
      .list("labels", \.labels, label.value, "Other places that matter."),
      .list("notes", \.notes, .localizedText, "Further facts."),
      .optional("help", \.help, .localizedText, "What to do."),
    ])

  static let diagnostic: ValueCodec<Diagnostic> = stored.value.mapped(to: { diagnostic in
    StoredDiagnostic(
      code: diagnostic.code.name, severity: diagnostic.severity, message: diagnostic.message,
      place: diagnostic.place.map(StoredPlace.init),
      labels: diagnostic.labels.map { StoredLabel(place: StoredPlace($0.place), text: $0.text) },
      notes: diagnostic.notes, help: diagnostic.help)
  }) { (stored) throws(ResultFormatError) -> Diagnostic in
    Diagnostic(
      DiagnosticCode.named(stored.code) ?? DiagnosticCode(stored.code, zh: "", en: ""),
      stored.severity, stored.message, at: stored.place?.place,
      labels: stored.labels.map { Diagnostic.Label($0.place.place, $0.text) },
      notes: stored.notes, help: stored.help)
  }

  static var diagnosticSchemas: [JSONValue.Member] {
    [
      .init(place.name, place.schema), .init(label.name, label.schema),
      .init(stored.name, stored.schema),
    ]
  }
}
