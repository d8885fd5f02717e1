import Diagnostics

/// The texts that the cells of a workbook share, in one run of bytes.
struct SharedTexts {
  /// Texts of more bytes in all are refused.
  private static let mostBytes = 1 << 30
  private let bytes = ByteBuffer(capacity: 4096)
  private var ends: [Int32] = []

  /// The number of texts.
  var count: Int { ends.count }

  /// Adds to the text that is being read.
  mutating func append(_ text: UnsafeRawBufferPointer) {
    let start = ends.last.map(Int.init) ?? 0
    let room = SheetStream.longestText - (bytes.count - start)
    guard room > 0, bytes.count <= Self.mostBytes else { return }
    bytes.append(UnsafeRawBufferPointer(rebasing: text.prefix(room)))
  }

  /// Ends the text that is being read.
  mutating func finish(_ path: String) throws {
    guard bytes.count <= Self.mostBytes else {
      throw ReadError(
        path: path,
        LocalizedText(
          zh: "活頁簿的共用文字超過 1 GiB，拒絕讀取",
          en: "the workbook shares more than 1 GiB of text and is refused"))
    }
    ends.append(Int32(bytes.count))
  }

  /// The text of an index, valid as long as the workbook; `nil` where it is empty.
  subscript(index: Int) -> UnsafeRawBufferPointer? {
    let start = index == 0 ? 0 : Int(ends[index - 1])
    let count = Int(ends[index]) - start
    return count > 0 ? UnsafeRawBufferPointer(start: bytes.base + start, count: count) : nil
  }
}
