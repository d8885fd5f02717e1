import ArgumentParser
import Diagnostics
import Platform

/// Standard output for data, standard error for what there is to say about them.
enum Terminal {
  /// Writes a text and a line end to standard output.
  static func print(_ text: String) throws { try write(Array((text + "\n").utf8)) }

  /// Writes bytes to standard output.
  static func write(_ bytes: [UInt8]) throws {
    guard StandardStream.output.write(bytes) else { throw ExitCode.deliveryFailed }
  }

  /// Writes a text and a line end to standard error.
  static func complain(_ text: String) { StandardStream.error.write(text + "\n") }

  /// Shows diagnostics on standard error.
  static func show(_ diagnostics: [Diagnostic], in language: Language) {
    guard !diagnostics.isEmpty else { return }
    let renderer = DiagnosticRenderer(language: language, colour: StandardStream.error.isColourful)
    StandardStream.error.write(renderer.render(diagnostics))
  }
}

extension ExitCode {
  /// Wrong usage or broken rules.
  static let wrongUsage = ExitCode(2)
  /// Data could not be read, so that results are missing.
  static let dataMissing = ExitCode(3)
  /// Output could not be written.
  static let deliveryFailed = ExitCode(4)
}
