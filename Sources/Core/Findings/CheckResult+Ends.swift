extension CheckResult {
  /// How far each dataset that was read is complete, which is as far as the last of its files; empty
  /// where the run says it of all data.
  public var datasetEnds: [(dataset: String, end: StatedTime)] {
    var ends: [(dataset: String, end: StatedTime)] = []
    for input in inputs {
      guard let end = input.observedThrough else { continue }
      if let place = ends.firstIndex(where: { $0.dataset == input.dataset }) {
        if ends[place].end.instant < end.instant { ends[place].end = end }
      } else {
        ends.append((input.dataset, end))
      }
    }
    return ends
  }

  /// How far all data is complete: as far as the dataset that ends first.
  public var leastObserved: StatedTime {
    datasetEnds.map(\.end).min { $0.instant < $1.instant } ?? observedThrough
  }

  /// How far an input is complete, by its index.
  public func observedThrough(input: Int) -> StatedTime {
    (inputs.indices.contains(input) ? inputs[input].observedThrough : nil) ?? observedThrough
  }
}
