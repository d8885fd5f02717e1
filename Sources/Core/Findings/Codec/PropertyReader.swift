/// Reads one property of a structure where it lies: no value is copied, and so none is counted.
///
/// `MemoryLayout.offset(of:)` knows the place of a stored property without observers, and says that
/// the property may be read there; every other property is read through its path.
struct PropertyReader<Root: Sendable, Value: Sendable>: Sendable {
  private let path: any WritableKeyPath<Root, Value> & Sendable
  /// Bytes from the start of the structure; `nil` where the property has no such place.
  private let offset: Int?

  /// Finds the place of a property.
  init(_ path: any WritableKeyPath<Root, Value> & Sendable) {
    self.path = path
    offset = MemoryLayout<Root>.offset(of: path)
  }

  /// The property's value.
  func callAsFunction(_ root: Root) -> Value { root[keyPath: path] }

  /// Gives the place of the property of the `Root` at a place; it is valid only meanwhile.
  @inline(__always)
  func at(_ root: UnsafeRawPointer, _ body: (UnsafeRawPointer) -> Void) {
    if let offset { return body(root + offset) }
    withPlace(of: root.assumingMemoryBound(to: Root.self).pointee[keyPath: path], body)
  }
}

/// Gives the place where a value lies; it is valid only meanwhile.
@inline(__always)
func withPlace<Value>(of value: Value, _ body: (UnsafeRawPointer) -> Void) {
  withUnsafePointer(to: value) { body(UnsafeRawPointer($0)) }
}

extension UnsafeRawPointer {
  /// The value at this place, which must be a `Value`.
  @inline(__always)
  func value<Value>(as type: Value.Type) -> Value { assumingMemoryBound(to: type).pointee }

  /// Gives the place of what an optional holds; nothing where it is `nil`.
  @inline(__always)
  func some<Value>(of type: Value.Type, _ body: (UnsafeRawPointer) -> Void) {
    // What an optional holds lies at its start.
    if case .some = assumingMemoryBound(to: Value?.self).pointee { body(self) }
  }

  /// Gives the places of the elements of an array.
  @inline(__always)
  func elements<Value>(of type: Value.Type, _ body: (UnsafeRawPointer, Int) -> Void) {
    assumingMemoryBound(to: [Value].self).pointee.withUnsafeBufferPointer { values in
      for index in values.indices {
        if let start = values.baseAddress { body(UnsafeRawPointer(start + index), index) }
      }
    }
  }
}
