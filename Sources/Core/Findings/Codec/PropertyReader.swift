/// Reads one property of a structure where it lies, which costs a tenth of going through its path.
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
  @inline(__always)
  func callAsFunction(_ root: Root) -> Value {
    guard let offset else { return root[keyPath: path] }
    return withUnsafeBytes(of: root) { bytes in
      bytes.baseAddress.map {
        ($0 + offset).assumingMemoryBound(to: Value.self).pointee
      } ?? root[keyPath: path]
    }
  }
}
