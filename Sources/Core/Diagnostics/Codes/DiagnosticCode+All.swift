extension DiagnosticCode {
  /// Every code of the program, sorted by name.
  public static let all: [DiagnosticCode] =
    (yamlCodes + ruleCodes + expressionCodes + calendarCodes + dataCodes + examinationCodes
    + runCodes + alertCodes + templateCodes)
    .sorted { $0.name < $1.name }

  /// The code of a name.
  public static func named(_ name: String) -> DiagnosticCode? { all.first { $0.name == name } }
}
