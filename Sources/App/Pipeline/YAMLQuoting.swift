import JSON

/// Texts that the program writes into YAML files.
enum YAMLQuoting {
  /// A text as a scalar in double quotes, which reads back as the same text: a JSON string is one.
  static func quoted(_ text: String) -> String { JSONValue.string(text).text() }
}
