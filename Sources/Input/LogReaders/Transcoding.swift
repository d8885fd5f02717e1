import Glibc

/// A stream of text in another encoding, given as UTF-8.
///
/// Bytes without a meaning in the encoding become the byte 0xFF, which is never valid in UTF-8, so
/// that the cell that holds them is found malformed instead of silently changed.
final class TranscodingStream: ByteStream {
  private static let inputSize = 128 * 1024
  private let source: any ByteStream
  private var decoder: any TextDecoding
  private var input: [UInt8] = []
  private var output: [UInt8] = []
  private var offset = 0
  private var isAtEnd = false

  init(source: any ByteStream, encoding: TextEncoding) throws {
    self.source = source
    decoder =
      switch encoding {
      case .utf16BigEndian: UTF16Decoder(isBigEndian: true)
      case .utf16LittleEndian: UTF16Decoder(isBigEndian: false)
      case .big5, .utf8: try Big5Decoder()
      }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while offset == output.count {
      if isAtEnd { return 0 }
      try decodeNext()
    }
    let count = min(buffer.count, output.count - offset)
    output.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
    }
    offset += count
    return count
  }

  private func decodeNext() throws {
    let kept = input.count
    input += [UInt8](repeating: 0, count: Self.inputSize)
    let added = try input.withUnsafeMutableBytes {
      try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[kept...]))
    }
    input.removeLast(Self.inputSize - added)
    isAtEnd = added == 0
    output.removeAll(keepingCapacity: true)
    offset = 0
    let used = input.withUnsafeBufferPointer {
      decoder.decode($0, isAtEnd: isAtEnd, into: &output)
    }
    input.removeFirst(used)
  }
}

/// Turns bytes of one encoding into UTF-8.
protocol TextDecoding {
  /// Appends the text of as many bytes as form whole characters, and returns their number; at the
  /// end of the text that is all of them.
  mutating func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, isAtEnd: Bool, into output: inout [UInt8]
  ) -> Int
}

/// Stands for bytes that cannot be decoded.
let undecodableByte: UInt8 = 0xFF

/// Decodes UTF-16; lone surrogates and a single last byte are undecodable.
struct UTF16Decoder: TextDecoding {
  let isBigEndian: Bool

  func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, isAtEnd: Bool, into output: inout [UInt8]
  ) -> Int {
    output.reserveCapacity(bytes.count * 3 / 2 + 3)
    var index = 0
    while index + 1 < bytes.count {
      let unit = unit(bytes, index)
      if unit & 0xFC00 == 0xD800 {
        if index + 3 >= bytes.count, !isAtEnd { return index }
        if index + 3 < bytes.count, self.unit(bytes, index + 2) & 0xFC00 == 0xDC00 {
          let low = self.unit(bytes, index + 2)
          Self.append(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF, to: &output)
          index += 4
          continue
        }
        output.append(undecodableByte)
      } else if unit & 0xFC00 == 0xDC00 {
        output.append(undecodableByte)
      } else {
        Self.append(unit, to: &output)
      }
      index += 2
    }
    if isAtEnd, index < bytes.count {
      output.append(undecodableByte)
      index += 1
    }
    return index
  }

  private func unit(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt32 {
    let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }

  /// Appends a scalar value's UTF-8.
  static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    switch scalar {
    case ..<0x80: output.append(UInt8(scalar))
    case ..<0x800: output += [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F)]
    case ..<0x10000:
      output.append(UInt8(0xE0 | scalar >> 12))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    default:
      output.append(UInt8(0xF0 | scalar >> 18))
      output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}

/// Decodes Big5 as code page 950 has it; characters that an agency defined itself (造字) become the
/// private-use characters that Windows gives them.
struct Big5Decoder: TextDecoding {
  /// The UTF-8 of every pair of lead byte 0x81...0xFE and trail byte, 4 bytes a pair, 0-filled;
  /// all zero where the pair has no meaning.
  private let table: [UInt32]

  init() throws { table = try Self.sharedTable.get() }

  func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, isAtEnd: Bool, into output: inout [UInt8]
  ) -> Int {
    output.reserveCapacity(bytes.count * 3 / 2 + 3)
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        output.append(lead)
        index += 1
        continue
      }
      if index + 1 == bytes.count, !isAtEnd { return index }
      let trail = index + 1 < bytes.count ? bytes[index + 1] : 0
      let scalar = lead > 0x80 && lead < 0xFF ? table[Int(lead) << 8 | Int(trail)] : 0
      if scalar != 0 {
        UTF16Decoder.append(scalar, to: &output)
        index += 2
      } else {
        output.append(undecodableByte)
        index += trail >= 0x80 ? 2 : 1
      }
    }
    return index
  }

  private static let sharedTable: Result<[UInt32], ReadError> = makeTable()

  /// Asks the system's converter for every pair once.
  private static func makeTable() -> Result<[UInt32], ReadError> {
    guard let converter = iconv_open("UCS-4LE", "CP950"),
      converter != UnsafeMutableRawPointer(bitPattern: -1)
    else {
      return .failure(
        ReadError(path: "CP950", errno: errno, zh: "系統無 Big5 轉碼表", en: "no converter from Big5"))
    }
    defer { iconv_close(converter) }
    var table = [UInt32](repeating: 0, count: 1 << 16)
    for lead in 0x81...0xFE {
      for trail in 0x40...0xFE where trail < 0x7F || trail > 0xA0 {
        var pair: [CChar] = [CChar(truncatingIfNeeded: lead), CChar(truncatingIfNeeded: trail)]
        var scalars: [UInt32] = [0, 0]
        var inLeft = 2
        var outLeft = 8
        let code = pair.withUnsafeMutableBufferPointer { source in
          scalars.withUnsafeMutableBytes { target in
            var input = source.baseAddress
            var output = target.baseAddress?.assumingMemoryBound(to: CChar.self)
            return iconv(converter, &input, &inLeft, &output, &outLeft)
          }
        }
        if code == 0, inLeft == 0, outLeft == 4 {
          table[lead << 8 | trail] = scalars[0]
        } else {
          iconv(converter, nil, nil, nil, nil)
          table[lead << 8 | trail] = userDefined(lead: lead, trail: trail)
        }
      }
    }
    return .success(table)
  }

  /// The private-use character of a pair in the areas that are left to users; 0 outside them.
  private static func userDefined(lead: Int, trail: Int) -> UInt32 {
    let cell = trail < 0x7F ? trail - 0x40 : trail - 0x62
    let (first, start): (Int, Int)
    switch lead {
    case 0xFA...0xFE: (first, start) = (0xFA, 0xE000)
    case 0x8E...0xA0: (first, start) = (0x8E, 0xE311)
    case 0x81...0x8D: (first, start) = (0x81, 0xEEB8)
    case 0xC6 where trail >= 0xA1: (first, start) = (0xC6, 0xF6B1 - 63)
    case 0xC7, 0xC8: (first, start) = (0xC6, 0xF6B1 - 63)
    default: return 0
    }
    return UInt32(start + (lead - first) * 157 + cell)
  }
}
