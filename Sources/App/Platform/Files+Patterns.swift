import Glibc

extension Files {
  /// The files that a pattern with `*`, `?` or `[…]` matches, in order of their bytes.
  ///
  /// Empty where nothing matches; a name without such characters matches itself if it exists.
  public static func matches(of pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in
      found.gl_pathv[index].map { String(cString: $0) }
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
