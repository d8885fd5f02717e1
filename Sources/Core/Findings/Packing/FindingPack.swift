import CivilTime

/// Some findings in a few dozen bytes each, all of one batch or one rule.
///
/// Each lies behind its length, so that it can be passed over; `PackWriter` and `PackReader` say how
/// its members lie. Names and owners stand once in `texts`.
public struct FindingPack: Sendable {
  /// The findings, one after another.
  var bytes = ByteBuffer()
  /// Texts that many findings share.
  var texts: [String] = []
  /// Traces, which few runs ask for, as they are.
  var traces: [PeriodTrace] = []
  /// The index of each text behind the first few, which are looked through.
  private var indexOfText: [SharedText: Int] = [:]
  private static let fewTexts = 8

  /// Creates an empty pack.
  public init() {}

  /// Another pack's findings, whose bytes are given; only for reading.
  init(_ pack: FindingPack, bytes: [UInt8]) {
    (texts, traces) = (pack.texts, pack.traces)
    self.bytes = ByteBuffer(bytes)
  }

  /// The number of bytes that the findings take.
  public var byteCount: Int { bytes.count }

  /// Adds a finding at the end.
  public mutating func append(_ finding: Finding) {
    PackWriter.write(finding, to: &self)
  }

  /// Adds a finding of a row at the end.
  ///
  /// - Parameters:
  ///   - key: The bytes of the key's only value, in UTF-8.
  ///   - cells: The cells that decided it.
  public mutating func append(
    _ row: PackedRow, key: UnsafeBufferPointer<UInt8>, cells: borrowing PackedCells
  ) {
    PackWriter.write(row, key, cells, to: &self)
  }

  /// Adds a text that findings share, and gives the index under which it lies in the pack; one that
  /// was added before lies there twice.
  public mutating func add(_ text: String) -> Int {
    texts.append(text)
    return texts.count - 1
  }

  /// The index under which a text that findings share lies in the pack.
  mutating func index(of text: String) -> Int {
    // Most packs share a handful of names.
    let shared = SharedText(text: text)
    for index in 0..<min(texts.count, Self.fewTexts) where SharedText(text: texts[index]) == shared
    {
      return index
    }
    if let index = indexOfText[shared] { return index }
    let index = add(text)
    guard index >= Self.fewTexts else { return index }
    indexOfText[shared] = index
    return index
  }

  /// Forgets what only adding needs, room for more included.
  public mutating func close() {
    indexOfText = [:]
    bytes.trim()
    texts = texts.withUnsafeBufferPointer { Array($0) }
  }
}

/// A text that equals another of the same bytes: strings would first be brought into normal form, and
/// most texts here are Chinese, for which that takes longer than all the rest.
private struct SharedText: Hashable {
  let text: String

  static func == (left: Self, right: Self) -> Bool {
    left.text.utf8.count == right.text.utf8.count
      && left.withBytes { left in right.withBytes { left.elementsEqual($0) } }
  }

  func hash(into hasher: inout Hasher) {
    withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = text.utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = text
    return copy.withUTF8(body)
  }
}
