/// Keeps the bytes of packed findings where they take no memory, such as a temporary file.
///
/// Used by any thread.
public protocol FindingStorage: AnyObject, Sendable {
  /// Keeps bytes, and gives the place under which they are found again; `nil` where they are to stay in
  /// memory.
  func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> Int?

  /// A number of bytes from a place on, which were kept there.
  func bytes(at place: Int, count: Int) -> [UInt8]
}
