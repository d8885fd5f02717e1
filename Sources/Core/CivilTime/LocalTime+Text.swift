extension LocalTime {
  /// The time in ISO 8601 as exactly as it is known: `2020-03-19`, `…T09:00`, `…T09:00:30`.
  public func isoText(precision: Precision, separator: String = "T") -> String {
    if precision == .day { return date.isoText }
    guard separator.utf8.count == 1, let byte = separator.utf8.first else {
      return date.isoText + separator + clockText(seconds: precision == .second)
    }
    return TimeBytes.text { $0.put(iso: self, separator: byte, seconds: precision == .second) }
  }

  /// Gives the bytes of `isoText(precision:separator:)` in ASCII; the separator is one ASCII character.
  public func withISOBytes<Result>(
    precision: Precision, separator: Unicode.Scalar,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    TimeBytes.withBytes { bytes in
      if precision == .day {
        bytes.put(iso: date)
      } else {
        bytes.put(
          iso: self, separator: UInt8(ascii: separator), seconds: precision == .second)
      }
    } use: {
      body($0)
    }
  }

  /// The time as Taiwan's documents write it: `109年3月19日`, `109年3月19日9時5分`.
  public func rocText(precision: Precision) -> String {
    let day = date.rocText
    switch precision {
    case .day: return day
    case .minute: return day + "\(hour)時\(minute)分"
    case .second:
      let seconds = second == 0 && minute == 0 ? "" : "\(second)秒"
      return day + "\(hour)時\(minute)分" + seconds
    }
  }

  /// The day as Taiwan's documents write it and the time of day in digits: `109年3月19日 09:05`, with seconds
  /// and milliseconds as `clockText(seconds:)` has them.
  public func rocClockText(seconds: Bool) -> String {
    TimeBytes.text {
      $0.put(roc: date)
      $0.put(UInt8(ascii: " "))
      $0.put(clockOf: self, seconds: seconds)
    }
  }

  /// The time of day, `09:05` or `09:05:30`, with milliseconds where there are any.
  public func clockText(seconds: Bool) -> String {
    TimeBytes.text { $0.put(clockOf: self, seconds: seconds) }
  }
}

extension TimeZoneRules {
  /// An instant in ISO 8601 with the zone's offset, `2026-02-15T23:30:00+08:00`.
  public func isoText(of instant: Instant) -> String {
    localTime(of: instant).isoText(precision: .second) + offsetText(at: instant)
  }

  /// The zone's offset at an instant, `+08:00`; `Z` for none.
  public func offsetText(at instant: Instant) -> String {
    let offset = Int(offsetSeconds(at: instant))
    if offset == 0 { return "Z" }
    let size = abs(offset)
    let seconds = size % 60 == 0 ? "" : ":\(padded(size % 60, 2))"
    return (offset < 0 ? "-" : "+") + "\(padded(size / 3600, 2)):\(padded(size / 60 % 60, 2))"
      + seconds
  }
}
