import ArgumentParser
import Diagnostics
import Findings
import Platform
import Reports

/// Which reports are written, and how.
struct ReportArguments: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "A report: " + ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
        + "; several are allowed, at most one without a path.", valueName: "format[=path]"))
  var formats: [String] = []

  @Option(
    help: ArgumentHelp(
      "An earlier result; violations are marked new, persisting or resolved.",
      valueName: "result.json"))
  var baseline: String?

  @Option(help: ArgumentHelp("A secret for pseudonyms that last.", valueName: "file"))
  var pseudonymKey: String?

  @Option(
    help: ArgumentHelp("The address under which rule and data files are found.", valueName: "url"))
  var linkBase: String?

  @Option(
    help: ArgumentHelp(
      "How many findings of a rule and verdict text, markdown and html list in full.",
      valueName: "number"))
  var listLimit: Int = 200

  /// The reports that were asked for.
  func requests() throws -> [ReportRequest] {
    let requests = try formats.map { argument in
      guard let request = ReportRequest(argument: argument) else {
        let known = ReportFormat.allCases.map(\.rawValue)
        let word = String(argument.prefix { $0 != "=" })
        let hint = nearest(to: word, in: known).map { "; did you mean '\($0)'?" } ?? ""
        throw ValidationError(
          "Unknown format '\(argument)'\(hint) (\(known.joined(separator: ", ")))")
      }
      if request.path == nil, request.format.isBinary, StandardStream.output.isTerminal {
        throw ValidationError("'\(argument)' is no text: give it a path")
      }
      return request
    }
    if requests.count(where: { $0.path == nil }) > 1 {
      throw ValidationError(
        "At most one --format can go to standard output; give the others a path")
    }
    return requests
  }

  /// The options of the renderers.
  func options(
    _ language: Language, isColourful: Bool, reveal: [String]
  ) throws -> ReportOptions {
    var options = ReportOptions(language: language, colour: isColourful, reveal: Set(reveal))
    options.width = max(40, StandardStream.output.columns ?? 100)
    options.listLimit = max(0, listLimit)
    options.linkBase = linkBase.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    if let baseline { options.baseline = try StoredResult.read(baseline, language) }
    if let pseudonymKey {
      options.pseudonymKey = try StoredResult.bytes(pseudonymKey, language)
      if options.pseudonymKey.isEmpty {
        throw ValidationError("the file of --pseudonym-key is empty")
      }
    }
    return options
  }
}
