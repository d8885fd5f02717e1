public import CivilTime
import Columns
import Evaluation
import Findings
import LogReaders
import Planning
public import RuleCheck

/// How far a file of a log is complete.
public enum DataEnd: Sendable, Hashable {
  /// Up to the moment judged: a system that is asked as it stands.
  case asOf
  /// Up to a moment; a day means its end.
  case through(WrittenTime)
}

/// The newest days that the files of a log themselves show.
public enum NewestDays {
  /// Of each source the newest day on which something happened up to a moment, or `nil` where it shows
  /// none.
  ///
  /// It is `nil` for all where no column tells of what happened, or nothing can be read.
  ///
  /// What happened are starts and ends of deadlines and the days that place rows in periods. Days that
  /// are planned or computed, such as a due day that the data states, show nothing. Of a log of events
  /// all sources show the same, as its cases are made of all of them.
  public static func find(
    _ data: CheckRequest.Data, rules: CheckedRules, upTo now: Instant, threads: Int
  ) -> [CivilDate?]? {
    guard let dataset = rules.datasets.firstIndex(where: { $0.schema.name == data.dataset }) else {
      return nil
    }
    let schema = rules.datasets[dataset].schema
    let columns = columns(ofDataset: dataset, Plan(rules: rules, selected: nil)).filter {
      [.date, .timestamp].contains(schema.allColumns[$0].type)
    }
    guard !columns.isEmpty,
      let reader = try? LogReader.open(data.sources, schema: schema, asked: columns),
      reader.isReadable
    else { return nil }
    let requests = columns.sorted().map { ColumnRequest(column: $0) }
    let zone = schema.zone
    var newest = [CivilDate?](repeating: nil, count: data.sources.count)
    // What could be read before a failure is shown by the check as well.
    try? reader.read(
      requests, threads: threads,
      process: { batch in (batch.file, day(in: batch, upTo: now, zone)) },
      merge: { found, _ in
        if let day = found.1, newest.indices.contains(found.0) {
          newest[found.0] = max(newest[found.0] ?? day, day)
        }
      })
    guard schema.events != nil else { return newest }
    return newest.map { _ in newest.compactMap(\.self).max() }
  }

  private static func columns(ofDataset dataset: Int, _ plan: Plan) -> Set<Int> {
    var columns: Set<Int> = []
    for scan in plan.scans where scan.dataset == dataset {
      for judge in scan.judges {
        if let column = plan.rules.rules[judge.rule].governingColumn { columns.insert(column) }
        for variant in judge.variants {
          guard case .deadline(let deadline) = variant.step else { continue }
          columns.formUnion(deadline.start.columns)
          columns.formUnion(deadline.end.columns)
        }
      }
      for gather in scan.gathers {
        if case .column(let column)? = gather.datedBy { columns.insert(column) }
      }
    }
    return columns
  }

  private static func day(
    in batch: Batch, upTo now: Instant, _ zone: TimeZoneRules
  ) -> CivilDate? {
    let today = zone.day(of: now)
    var newest: CivilDate?
    for vector in batch.columns {
      var largest: Int64?
      let limit = vector.type == .date ? Int64(today.dayNumber) : now.milliseconds
      for (row, value) in vector.values.enumerated()
      where vector.isPresent(row) && value <= limit && value > largest ?? .min {
        largest = value
      }
      guard let largest else { continue }
      let day =
        vector.type == .date
        ? CivilDate(dayNumber: Int32(truncatingIfNeeded: largest))
        : zone.day(of: Instant(milliseconds: largest))
      newest = max(newest ?? day, day)
    }
    return newest
  }
}

extension Check {
  /// The ends of files as a run states them.
  static func fileEnds(
    _ request: CheckRequest, _ asOf: StatedTime, _ zone: TimeZoneRules
  ) -> [String: [StatedTime?]] {
    var ends: [String: [StatedTime?]] = [:]
    for data in request.data where data.ends.contains(where: { $0 != nil }) {
      ends[data.dataset] = data.ends.map { end in
        switch end {
        case .asOf: asOf
        case .through(let time): stated(time, zone)
        case nil: nil
        }
      }
    }
    return ends
  }
}
