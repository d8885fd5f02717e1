import ArgumentParser
import CivilTime
import Diagnostics
import Findings
import LogReaders
import Pipeline
import Platform

/// Finds out how far each source is complete: by the option, by the project, by the month in its name.
struct DataEnds {
  /// What the option says of all data.
  private var all: String?
  /// What the option says of single datasets.
  private var named: [String: String] = [:]
  private let project: Project?
  private let span: Period?

  /// Reads the values of `--observed-through`: a moment, or `dataset=moment`.
  init(_ values: [String], _ project: Project?, _ span: Period?) throws {
    (self.project, self.span) = (project, span)
    for value in values {
      guard let equals = value.firstIndex(of: "=") else {
        guard all == nil else {
          throw ValidationError(
            zh: "--observed-through：不分資料集者只能寫一個",
            en: "--observed-through: only one may stand without a dataset")
        }
        all = value
        continue
      }
      let name = String(value[..<equals])
      guard named.updateValue(String(value[value.index(after: equals)...]), forKey: name) == nil
      else {
        throw ValidationError(
          zh: "--observed-through：資料集 \(name) 寫了兩次",
          en: "--observed-through: '\(name)' stands twice")
      }
    }
  }

  /// Fills in the ends of parameters whose data is known.
  ///
  /// - Returns: the sources whose ends follow from the months in their names.
  func fill(_ parameters: inout RunParameters) throws -> Set<String> {
    parameters.observedThrough = all ?? span?.last.isoText
    let datasets = Set(parameters.data.map(\.dataset))
    for name in named.keys.sorted() where !datasets.contains(name) {
      throw ValidationError(
        zh: "--observed-through：沒有資料集 \(name) 之資料",
        en: "--observed-through: there is no data of '\(name)'")
    }
    var monthly: Set<String> = []
    for index in parameters.data.indices {
      let item = parameters.data[index]
      if let text = named[item.dataset] {
        parameters.data[index].observedThrough = text
      } else if all != nil {
        continue
      } else if let text = project?.observedThrough[item.dataset] {
        parameters.data[index].observedThrough =
          text == "written" ? Self.written(item.source) : text
      } else if span == nil, let month = project?.month(of: item.source, dataset: item.dataset) {
        parameters.data[index].observedThrough = month.last.isoText
        monthly.insert(item.source)
      }
    }
    return monthly
  }

  /// When a file was written, with its offset; `nil` for what is no file.
  private static func written(_ source: String) -> String? {
    Files.modified(LogSource(argument: source).path).map { TimeZoneRules.utc.isoText(of: $0) }
  }
}
