import CivilTime
public import Expressions
public import JSON

/// Values of the expression language in JSON, tagged where JSON cannot say the type.
///
/// `null`, truth values and texts are plain; `{"int": 1}`, `{"uint": 1}`, `{"double": 0.5}`,
/// `{"decimal": "1.50"}`, `{"bytes": [0, 255]}`, `{"date": "2020-03-19"}`, `{"list": [..]}`,
/// `{"map": [[key, value], ..]}`, `{"timestamp": {"seconds", "nanos"}}`,
/// `{"duration": {"seconds", "nanos"}}`, `{"type": "int"}`, `{"optional": [..]}`.
public enum TaggedValue {
  /// The JSON of a value.
  public static func json(_ value: Value) -> JSONValue {
    switch value {
    case .null: .null
    case .bool(let value): .bool(value)
    case .string(let value): .string(value)
    case .int(let value): ["int": .int(value)]
    case .uint(let value): ["uint": .number(String(value))]
    case .double(let value): ["double": .double(value)]
    case .decimal(let value): ["decimal": .string(value.text)]
    case .bytes(let value): ["bytes": .array(value.map { .int(Int64($0)) })]
    case .timestamp(let value): ["timestamp": time(value.seconds, value.nanos)]
    case .duration(let value): ["duration": time(value.seconds, value.nanos)]
    case .date(let value): ["date": .string(value.isoText)]
    case .list(let elements): ["list": .array(elements.map(json))]
    case .map(let map):
      ["map": .array(map.entries.map { .array([json($0.key), json($0.value)]) })]
    case .type(let name): ["type": .string(name)]
    case .optional(let value): ["optional": .array(value.map { [json($0)] } ?? [])]
    }
  }

  private static func time(_ seconds: Int64, _ nanos: Int32) -> JSONValue {
    ["seconds": .int(seconds), "nanos": .int(Int64(nanos))]
  }

  /// The value of a tagged JSON; `nil` where it is not one.
  ///
  /// Plain numbers and arrays are taken too: integers as `int`, other numbers as `double`.
  public static func value(_ json: JSONValue) -> Value? {
    switch json {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .string(let value): return .string(value)
    case .int(let value): return .int(value)
    case .double(let value): return .double(value)
    case .number: return nil
    case .array(let elements): return list(elements)
    case .object(let members):
      guard members.count == 1 else { return nil }
      return tagged(members[0].name, members[0].value)
    }
  }

  private static func list(_ elements: [JSONValue]) -> Value? {
    let values = elements.compactMap(value)
    return values.count == elements.count ? .list(values) : nil
  }

  private static func tagged(_ tag: String, _ json: JSONValue) -> Value? {
    switch tag {
    case "int": return json.intValue.map(Value.int)
    case "uint":
      if case .double(let number) = json { return UInt64(exactly: number).map(Value.uint) }
      return json.intValue.flatMap(UInt64.init(exactly:)).map(Value.uint)
    case "double":
      if let text = json.stringValue { return named[text].map(Value.double) }
      return json.doubleValue.map(Value.double)
    case "decimal": return json.stringValue.flatMap { ExactDecimal($0) }.map(Value.decimal)
    case "date": return json.stringValue.flatMap(date)
    case "type": return json.stringValue.map(Value.type)
    case "list": return json.arrayValue.flatMap(list)
    case "map": return json.arrayValue.flatMap(map)
    case "bytes":
      guard let elements = json.arrayValue else { return nil }
      let bytes = elements.compactMap { $0.intValue.flatMap(UInt8.init(exactly:)) }
      return bytes.count == elements.count ? .bytes(bytes) : nil
    case "timestamp":
      guard let (seconds, nanos) = parts(json) else { return nil }
      return TimestampValue(seconds: seconds, nanos: nanos).map(Value.timestamp)
    case "duration":
      guard let (seconds, nanos) = parts(json) else { return nil }
      return .duration(DurationValue(seconds: seconds, nanos: nanos))
    case "optional":
      guard let elements = json.arrayValue, elements.count <= 1 else { return nil }
      guard let element = elements.first else { return .optional(nil) }
      return value(element).map { .optional($0) }
    default: return nil
    }
  }

  private static let named: [String: Double] = [
    "NaN": .nan, "Infinity": .infinity, "-Infinity": -.infinity,
  ]

  private static func date(_ text: String) -> Value? {
    if case .success(let date) = TimeText.parseDate(text) { .date(date) } else { nil }
  }

  private static func map(_ pairs: [JSONValue]) -> Value? {
    var map = MapValue()
    for pair in pairs {
      guard case .array(let both) = pair, both.count == 2, let key = value(both[0]),
        let value = value(both[1]), map.insert(value, for: key)
      else { return nil }
    }
    return .map(map)
  }

  private static func parts(_ json: JSONValue) -> (Int64, Int32)? {
    guard json.objectValue != nil else { return nil }
    guard let seconds = (json["seconds"] ?? 0).intValue,
      let nanos = (json["nanos"] ?? 0).intValue.flatMap(Int32.init(exactly:))
    else { return nil }
    return (seconds, nanos)
  }
}
