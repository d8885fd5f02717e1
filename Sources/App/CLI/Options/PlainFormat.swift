import ArgumentParser

/// How a command that is no report of a check writes what it found.
enum PlainFormat: String, WordOption {
  /// For people.
  case text
  /// For programs.
  case json
}
