import Diagnostics
import JSON

/// One member of an object: its name, its meaning, and how it is written and read.
struct FieldCodec<Root: Sendable>: Sendable {
  let name: String
  let about: String
  let isRequired: Bool
  let schema: JSONValue
  /// The member's value; `nil` leaves the member out.
  let encode: @Sendable (Root) -> JSONValue?
  /// Appends the member of the `Root` at a place and a comma after it; nothing where it is left out.
  let append: @Sendable (UnsafeRawPointer, inout JSONBuffer) -> Void
  let decode: @Sendable (JSONValue, inout Root) throws(ResultFormatError) -> Void
  /// The elements in pieces, where the member is a list.
  let pieces: (@Sendable (Root) -> ElementPieces)?

  /// The comma after a member.
  fileprivate static var comma: UInt8 { UInt8(ascii: ",") }

  /// A member's name as it is written, with its colon.
  fileprivate static func written(_ name: String) -> [UInt8] {
    JSONValue.string(name).bytes() + [UInt8(ascii: ":")]
  }
}

// The makers of members are inlined, so that the types of their properties are known to each.
extension FieldCodec {
  typealias Path<Value> = any WritableKeyPath<Root, Value> & Sendable

  /// A member that is always there.
  @inline(__always)
  static func field<Value: Sendable>(
    _ name: String, _ path: Path<Value>, _ codec: ValueCodec<Value>, _ about: String
  ) -> FieldCodec {
    let start = written(name)
    let writeAt = codec.writeAt
    let read = PropertyReader(path)
    return FieldCodec(
      name: name, about: about, isRequired: true, schema: codec.schema,
      encode: { codec.encode(read($0)) },
      append: { root, output in
        output.put(start)
        read.at(root) { writeAt($0, &output) }
        output.put(Self.comma)
      },
      decode: { (json, root) throws(ResultFormatError) in
        root[keyPath: path] = try codec.decode(json)
      }, pieces: nil)
  }

  /// A member that is left out where there is no value.
  @inline(__always)
  static func optional<Value: Sendable>(
    _ name: String, _ path: Path<Value?>, _ codec: ValueCodec<Value>, _ about: String
  ) -> FieldCodec {
    let start = written(name)
    let writeAt = codec.writeAt
    let read = PropertyReader(path)
    return FieldCodec(
      name: name, about: about, isRequired: false, schema: codec.schema,
      encode: { read($0).map(codec.encode) },
      append: { root, output in
        read.at(root) { place in
          place.some(of: Value.self) { place in
            output.put(start)
            writeAt(place, &output)
            output.put(Self.comma)
          }
        }
      },
      decode: { (json, root) throws(ResultFormatError) in
        root[keyPath: path] = try codec.decode(json)
      }, pieces: nil)
  }

  /// A truth that is left out where it is false.
  @inline(__always)
  static func flag(_ name: String, _ path: Path<Bool>, _ about: String) -> FieldCodec {
    let start = written(name) + "true,".utf8
    let read = PropertyReader(path)
    return FieldCodec(
      name: name, about: about, isRequired: false, schema: ValueCodec<Bool>.bool.schema,
      encode: { read($0) ? .bool(true) : Optional<JSONValue>.none },
      append: { root, output in
        read.at(root) { place in
          if place.value(as: Bool.self) {
            output.put(start)
          }
        }
      },
      decode: { (json, root) throws(ResultFormatError) in
        root[keyPath: path] = try ValueCodec<Bool>.bool.decode(json)
      }, pieces: nil)
  }

  /// A list that is left out where it is empty, unless it is required.
  @inline(__always)
  static func list<Value: Sendable>(
    _ name: String, _ path: Path<[Value]>, _ codec: ValueCodec<Value>, required: Bool = false,
    _ about: String
  ) -> FieldCodec {
    let list = codec.list
    let start = written(name)
    let writeAt = list.writeAt
    let read = PropertyReader(path)
    return FieldCodec(
      name: name, about: about, isRequired: required, schema: list.schema,
      encode: { root in
        let values = read(root)
        // Written out: a bare `nil` would be taken for the JSON literal `null`.
        return values.isEmpty && !required ? Optional<JSONValue>.none : list.encode(values)
      },
      append: { root, output in
        read.at(root) { place in
          guard required || !place.value(as: [Value].self).isEmpty else { return }
          output.put(start)
          writeAt(place, &output)
          output.put(Self.comma)
        }
      },
      decode: { (json, root) throws(ResultFormatError) in
        root[keyPath: path] = try list.decode(json)
      },
      pieces: { ElementPieces(read($0), codec) })
  }
}

extension FieldCodec {
  /// The list of findings, which is never held unpacked.
  static func findings(
    _ name: String, _ path: Path<FindingList>, _ codec: ValueCodec<Finding>, _ about: String
  ) -> FieldCodec {
    let list = codec.list
    let start = written(name)
    let read = PropertyReader(path)
    return FieldCodec(
      name: name, about: about, isRequired: true, schema: list.schema,
      encode: { list.encode(Array(read($0))) },
      append: { root, output in
        output.put(start)
        read.at(root) { list.write(Array($0.value(as: FindingList.self)), &output) }
        output.put(Self.comma)
      },
      decode: { (json, root) throws(ResultFormatError) in
        root[keyPath: path] = FindingList(try list.decode(json))
      },
      pieces: { ElementPieces(read($0), codec) })
  }
}

/// Writes and reads the values of a structure as a JSON object, from one table of its members.
struct ObjectCodec<Root: Sendable>: Sendable {
  /// The name under which the schema is defined.
  let name: String
  let about: String
  let fields: [FieldCodec<Root>]
  /// What appends all members, each with a comma behind it.
  private let append: Append
  /// A value whose members decoding then sets.
  let blank: @Sendable () -> Root

  init(
    _ name: String, _ about: String, blank: @escaping @Sendable () -> Root,
    fields: [FieldCodec<Root>]
  ) {
    self.name = name
    self.about = about
    self.blank = blank
    self.fields = fields
    append = Self.joined(fields[...])
  }

  private typealias Append = @Sendable (UnsafeRawPointer, inout JSONBuffer) -> Void

  /// One closure that calls those of several members in order: taken from a list they would be counted
  /// at each call.
  private static func joined(_ fields: ArraySlice<FieldCodec<Root>>) -> Append {
    guard let field = fields.first else { return { (_, _) in } }
    guard fields.count > 1 else { return field.append }
    let middle = fields.startIndex + fields.count / 2
    let (first, second) = (joined(fields[..<middle]), joined(fields[middle...]))
    return {
      first($0, &$1)
      second($0, &$1)
    }
  }

  /// The members of a value, in the order of the table.
  func members(of value: Root) -> [JSONValue.Member] {
    fields.compactMap { field in
      field.encode(value).map { JSONValue.Member(field.name, $0) }
    }
  }

  /// Appends the text of a value.
  func write(_ value: Root, to output: inout JSONBuffer) {
    withPlace(of: value) { writeAt($0, to: &output) }
  }

  /// Appends the text of the value at a place.
  func writeAt(_ place: UnsafeRawPointer, to output: inout JSONBuffer) {
    output.put(UInt8(ascii: "{"))
    let start = output.count
    append(place, &output)
    // The brace stands for the comma after the last member.
    if output.count > start {
      output.replaceLast(with: UInt8(ascii: "}"))
    } else {
      output.put(UInt8(ascii: "}"))
    }
  }

  /// Reads an object; unknown and missing members are refused.
  func decode(_ json: JSONValue) throws(ResultFormatError) -> Root {
    guard case .object(let members) = json else { throw .expected("物件", "an object") }
    var value = blank()
    var next = 0
    var seen = 0
    for field in fields {
      var found: JSONValue?
      if next < members.count, members[next].name == field.name {
        found = members[next].value
        next += 1
      } else {
        found = members.first { $0.name == field.name }?.value
      }
      if let found {
        seen += 1
        do throws(ResultFormatError) {
          try field.decode(found, &value)
        } catch {
          throw error.inside(field.name)
        }
      } else if field.isRequired {
        throw ResultFormatError(
          LocalizedText(zh: "缺少「\(field.name)」", en: "'\(field.name)' is missing"))
      }
    }
    if seen != members.count {
      let unknown = members.first { member in !fields.contains { $0.name == member.name } }
      let name = unknown?.name ?? "?"
      throw ResultFormatError(
        LocalizedText(zh: "不認得的成員「\(name)」", en: "unknown member '\(name)'"))
    }
    return value
  }

  /// The codec of a value inside another object.
  var value: ValueCodec<Root> {
    let codec = self
    return ValueCodec(schema: ["$ref": .string("#/$defs/" + name)]) {
      .object(codec.members(of: $0))
    } writeAt: {
      codec.writeAt($0, to: &$1)
    } decode: { (json) throws(ResultFormatError) -> Root in
      try codec.decode(json)
    }
  }

  /// The JSON Schema of the object.
  var schema: JSONValue {
    let properties = fields.map { field -> JSONValue.Member in
      var members: [JSONValue.Member] = [.init("description", .string(field.about))]
      if case .object(let inner) = field.schema { members += inner }
      return .init(field.name, .object(members))
    }
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    return [
      "type": "object", "description": .string(about), "additionalProperties": false,
      "required": .array(required), "properties": .object(properties),
    ]
  }
}
