import CivilTime
import Diagnostics
import JSON

/// Writes and reads values of one type as JSON, and describes their form.
struct ValueCodec<Value: Sendable>: Sendable {
  /// The JSON Schema of the values.
  let schema: JSONValue
  let encode: @Sendable (Value) -> JSONValue
  /// Appends the text of what `encode` gives for the value at a place, without making it.
  let writeAt: @Sendable (UnsafeRawPointer, inout JSONBuffer) -> Void
  let decode: @Sendable (JSONValue) throws(ResultFormatError) -> Value

  /// Creates a codec; `write` may be left out where it need not be fast.
  @inline(__always)
  init(
    schema: JSONValue, encode: @escaping @Sendable (Value) -> JSONValue,
    write: (@Sendable (Value, inout JSONBuffer) -> Void)? = nil,
    decode: @escaping @Sendable (JSONValue) throws(ResultFormatError) -> Value
  ) {
    let writeAt: @Sendable (UnsafeRawPointer, inout JSONBuffer) -> Void
    if let write {
      writeAt = { write($0.value(as: Value.self), &$1) }
    } else {
      writeAt = { encode($0.value(as: Value.self)).write(to: &$1) }
    }
    self.init(schema: schema, encode: encode, writeAt: writeAt, decode: decode)
  }

  /// Creates a codec that writes values where they lie.
  @inline(__always)
  init(
    schema: JSONValue, encode: @escaping @Sendable (Value) -> JSONValue,
    writeAt: @escaping @Sendable (UnsafeRawPointer, inout JSONBuffer) -> Void,
    decode: @escaping @Sendable (JSONValue) throws(ResultFormatError) -> Value
  ) {
    self.schema = schema
    self.encode = encode
    self.writeAt = writeAt
    self.decode = decode
  }

  /// Appends the text of what `encode` gives for a value, without making it.
  func write(_ value: Value, _ output: inout JSONBuffer) {
    withPlace(of: value) { writeAt($0, &output) }
  }
}

extension ValueCodec {
  /// A codec through another type; `write` is given where it need not make the other value.
  @inline(__always)
  func mapped<Other: Sendable>(
    schema: JSONValue? = nil, to encode: @escaping @Sendable (Other) -> Value,
    write: (@Sendable (Other, inout JSONBuffer) -> Void)? = nil,
    from decode: @escaping @Sendable (Value) throws(ResultFormatError) -> Other
  ) -> ValueCodec<Other> {
    let base = self
    let writeAt = base.writeAt
    return ValueCodec<Other>(
      schema: schema ?? base.schema, encode: { base.encode(encode($0)) },
      write: write ?? { other, output in
        withPlace(of: encode(other)) { writeAt($0, &output) }
      }
    ) { (json) throws(ResultFormatError) -> Other in
      try decode(base.decode(json))
    }
  }

  /// A codec of arrays of these values.
  var list: ValueCodec<[Value]> {
    let base = self
    let writeAt = base.writeAt
    return ValueCodec<[Value]>(schema: ["type": "array", "items": base.schema]) {
      .array($0.map(base.encode))
    } writeAt: { place, output in
      output.put(UInt8(ascii: "["))
      place.elements(of: Value.self) { element, index in
        if index > 0 { output.put(UInt8(ascii: ",")) }
        writeAt(element, &output)
      }
      output.put(UInt8(ascii: "]"))
    } decode: { (json) throws(ResultFormatError) -> [Value] in
      guard case .array(let elements) = json else { throw .expected("陣列", "an array") }
      var values: [Value] = []
      values.reserveCapacity(elements.count)
      for (index, element) in elements.enumerated() {
        do throws(ResultFormatError) {
          values.append(try base.decode(element))
        } catch {
          throw error.inside("[\(index)]")
        }
      }
      return values
    }
  }
}

extension ValueCodec<String> {
  static let string = ValueCodec(schema: ["type": "string"]) {
    .string($0)
  } write: {
    JSONValue.write($0, to: &$1)
  } decode: { (json) throws(ResultFormatError) -> String in
    guard case .string(let text) = json else { throw .expected("文字", "a string") }
    return text
  }
}

extension ValueCodec<Bool> {
  static let bool = ValueCodec(schema: ["type": "boolean"]) {
    .bool($0)
  } write: {
    $1.put($0 ? "true" : "false")
  } decode: { (json) throws(ResultFormatError) -> Bool in
    guard case .bool(let value) = json else { throw .expected("真假值", "true or false") }
    return value
  }
}

extension ValueCodec<Int64> {
  static let integer64 = ValueCodec(schema: ["type": "integer"]) {
    .int($0)
  } write: {
    JSONValue.write($0, to: &$1)
  } decode: { (json) throws(ResultFormatError) -> Int64 in
    guard case .int(let value) = json else { throw .expected("整數", "an integer") }
    return value
  }
}

extension ValueCodec<Int> {
  static let integer = ValueCodec<Int64>.integer64.mapped(to: { Int64($0) }) {
    (value) throws(ResultFormatError) -> Int in Int(value)
  }
}

extension ValueCodec where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// A codec of an enumeration by its words.
  static func words() -> ValueCodec {
    let words = Value.allCases.map(\.rawValue)
    return ValueCodec<String>.string.mapped(
      schema: ["type": "string", "enum": .array(words.map { .string($0) })], to: { $0.rawValue }
    ) { (text) throws(ResultFormatError) -> Value in
      guard let value = Value(rawValue: text) else {
        throw .expected(
          "下列之一：" + words.joined(separator: "、"), "one of " + words.joined(separator: ", "))
      }
      return value
    }
  }
}

extension ValueCodec<LocalizedText> {
  static let localizedText = ValueCodec(schema: ["$ref": "#/$defs/LocalizedText"]) {
    ["zh-Hant": .string($0.zhHant), "en": .string($0.en)]
  } write: { text, output in
    output.put(#"{"zh-Hant":"#)
    JSONValue.write(text.zhHant, to: &output)
    output.put(#","en":"#)
    JSONValue.write(text.en, to: &output)
    output.put(UInt8(ascii: "}"))
  } decode: { (json) throws(ResultFormatError) -> LocalizedText in
    guard let zh = json["zh-Hant"]?.stringValue, let en = json["en"]?.stringValue else {
      throw .expected("含 zh-Hant 與 en 的物件", "an object with zh-Hant and en")
    }
    return LocalizedText(zh: zh, en: en)
  }

  static let localizedTextSchema: JSONValue = [
    "type": "object", "additionalProperties": false, "required": ["zh-Hant", "en"],
    "description": "A sentence in both languages.",
    "properties": ["zh-Hant": ["type": "string"], "en": ["type": "string"]],
  ]
}
