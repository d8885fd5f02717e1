import Glibc

/// What the first bytes of a text say about its encoding.
struct EncodingGuess: Equatable {
  /// The encoding; `nil` where all bytes are ASCII so far.
  var encoding: TextEncoding?
  /// The number of bytes of byte-order marks at the start.
  var markLength = 0
  /// The number of byte-order marks.
  var markCount = 0

  /// Examines a sample from the start of a text.
  ///
  /// The order is: byte-order mark; zero bytes as UTF-16 has them; UTF-8; otherwise Big5.
  init(sample: UnsafeBufferPointer<UInt8>) {
    while sample.count >= markLength + 3, sample[markLength] == 0xEF,
      sample[markLength + 1] == 0xBB, sample[markLength + 2] == 0xBF
    {
      markLength += 3
      markCount += 1
    }
    if markCount > 0 {
      encoding = .utf8
    } else if sample.count >= 2, sample[0] == 0xFF, sample[1] == 0xFE {
      (encoding, markLength, markCount) = (.utf16LittleEndian, 2, 1)
    } else if sample.count >= 2, sample[0] == 0xFE, sample[1] == 0xFF {
      (encoding, markLength, markCount) = (.utf16BigEndian, 2, 1)
    } else {
      encoding = Self.utf16(sample) ?? Self.utf8OrBig5(sample)
    }
  }

  /// UTF-16 where three pairs and every tenth or more have one zero byte, nearly always on the
  /// same side.
  private static func utf16(_ sample: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let pairs = min(sample.count, 8192) / 2
    guard pairs >= 2 else { return nil }
    var zeros = (even: 0, odd: 0)
    for pair in 0..<pairs {
      if sample[pair * 2] == 0 { zeros.even += 1 }
      if sample[pair * 2 + 1] == 0 { zeros.odd += 1 }
    }
    guard max(zeros.odd, zeros.even) * 10 >= max(30, pairs) else { return nil }
    if zeros.even * 10 <= zeros.odd { return .utf16LittleEndian }
    return zeros.odd * 10 <= zeros.even ? .utf16BigEndian : nil
  }

  /// In so many bytes so many sequences, all of them valid, leave no doubt of UTF-8.
  private static let (plainBytes, plainSequences) = (1 << 18, 256)

  /// UTF-8 where most sequences of non-ASCII bytes are valid in it, otherwise Big5.
  static func utf8OrBig5(_ sample: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let first = UTF8Blocks.validPrefix(of: UnsafeBufferPointer(rebasing: sample.prefix(plainBytes)))
    if first.sequences >= plainSequences, first.length > plainBytes - 8 { return .utf8 }
    let start = UTF8Blocks.validPrefix(of: sample)
    var valid = start.sequences
    var invalid = 0
    var index = start.length
    while index < sample.count {
      if sample[index] < 0x80 {
        index += 1
      } else if let length = utf8SequenceLength(sample, at: index) {
        valid += 1
        index += length
      } else {
        // A sequence cut by the end of the sample says nothing.
        if sample.count - index >= 4 { invalid += 1 }
        index += 1
      }
    }
    if valid == 0, invalid == 0 { return nil }
    return valid > invalid ? .utf8 : .big5
  }
}

/// The length of the valid multi-byte UTF-8 sequence at an index; `nil` where there is none.
func utf8SequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
  let first = bytes[index]
  let left = bytes.count - index
  guard first >= 0xC2, first <= 0xF4, left >= 2 else { return nil }
  let second = bytes[index + 1]
  if first < 0xE0 { return second & 0xC0 == 0x80 ? 2 : nil }
  let range: ClosedRange<UInt8> =
    switch first {
    case 0xE0: 0xA0...0xBF
    case 0xED: 0x80...0x9F
    case 0xF0: 0x90...0xBF
    case 0xF4: 0x80...0x8F
    default: 0x80...0xBF
    }
  guard range.contains(second), left >= 3, bytes[index + 2] & 0xC0 == 0x80 else { return nil }
  if first < 0xF0 { return 3 }
  return left >= 4 && bytes[index + 3] & 0xC0 == 0x80 ? 4 : nil
}

/// Whether bytes are valid UTF-8.
func isValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var index = UTF8Blocks.validPrefix(of: bytes).length
  while index < bytes.count {
    if bytes[index] < 0x80 {
      index += 1
    } else if let length = utf8SequenceLength(bytes, at: index) {
      index += length
    } else {
      return false
    }
  }
  return true
}
