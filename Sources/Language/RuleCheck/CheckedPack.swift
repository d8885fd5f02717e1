public import Diagnostics

/// A pack of rules as it names itself.
public struct CheckedPack: Sendable {
  /// The id, the part before the stroke in its rules' ids.
  public var id: String
  /// The title.
  public var title: LocalizedText
}
