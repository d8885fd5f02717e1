import CivilTime
import Diagnostics
public import Evidence
import Findings
import JSON
import LogReaders
import Platform

/// Does a run again from the files that it was made of; the same bytes must come out.
public struct Reevaluation {
  /// Where the files are: the system, or a bundle.
  public enum Place {
    /// Rules, zones and data files at their paths.
    case system
    /// Rules and zones of a bundle, and its data files or else those at their paths.
    case bundle(BundleCheck)
  }

  private let bytes: [UInt8]
  private let place: Place
  private var verification = Verification()

  /// Verifies a stored result.
  ///
  /// - Parameter bytes: the result as stored.
  public static func verify(_ bytes: [UInt8], in place: Place, threads: Int) -> Verification {
    var task = Reevaluation(bytes: bytes, place: place)
    task.verify(threads)
    return task.verification
  }

  private init(bytes: [UInt8], place: Place) {
    self.bytes = bytes
    self.place = place
  }

  private mutating func verify(_ threads: Int) {
    let result: CheckResult
    do {
      result = try CheckResult(json: JSONValue.parse(bytes))
    } catch let error as JSONError {
      verification.add(
        .broken, zh: "結果檔遭竄改：\(error.line):\(error.column) \(error.zhHant)",
        en: "the result was changed: \(error.line):\(error.column) \(error.en)")
      return
    } catch {
      let problem = (error as? ResultFormatError)?.problem
      verification.add(
        .broken, zh: "結果檔遭竄改：\(problem?.zhHant ?? "")",
        en: "the result was changed: \(problem?.en ?? "")")
      return
    }
    if let line = Self.differingLine(bytes, result.jsonBytes()) {
      verification.add(
        .broken, zh: "結果檔第 \(line) 行並非本程式所寫：遭竄改",
        en: "line \(line) of the result is not as this program writes it: it was changed")
      return
    }
    guard let parameters = result.parameters else {
      verification.add(
        .open, zh: "結果未記載查核參數，無法重新評估",
        en: "the result does not say how it was made, so it is not made again")
      return
    }
    if result.toolVersion != Check.toolVersion {
      verification.add(
        .open, zh: "結果為 \(result.toolVersion) 版所作，本程式為 \(Check.toolVersion) 版",
        en: "the result is of version \(result.toolVersion); this is \(Check.toolVersion)")
    }
    let (areRulesSound, files) = rules(of: result)
    var folder: String?
    defer { if let folder { Files.remove(folder: folder) } }
    let inputs = inputs(of: result, &folder)
    guard areRulesSound, let inputs else { return }
    evaluate(result, parameters, files, inputs, threads)
  }

  // MARK: - Files

  private func source() -> FileSource {
    switch place {
    case .system: .system
    case .bundle(let bundle):
      .memory(files: bundle.sources(.rule), zones: bundle.sources(.zone))
    }
  }

  /// Compares rule files with the digests in the result.
  private mutating func rules(of result: CheckResult) -> (Bool, FileSource) {
    let files = source()
    var areSound = true
    for file in result.ruleFiles {
      guard let bytes = try? files.read(file.path) else {
        verification.add(
          .open, zh: "規則檔 \(file.path) 不在手邊", en: "the rule file \(file.path) is not at hand")
        areSound = false
        continue
      }
      if EvidenceDigest.of(bytes) != file.sha256 {
        verification.add(
          .broken, zh: "規則檔 \(file.path) 與查核時不同：SHA-256 不符",
          en: "the rule file \(file.path) is not the one used: its SHA-256 differs")
        areSound = false
      }
    }
    return (areSound, files)
  }

  /// Where data files are; `nil` where not all are at hand as they were.
  private mutating func inputs(
    of result: CheckResult, _ folder: inout String?
  ) -> [String: String]? {
    var places: [String: String] = [:]
    var isComplete = true
    for (index, input) in result.inputs.enumerated() {
      if input.sha256.isEmpty {
        verification.add(
          .open, zh: "資料 \(input.path) 無法再讀取一次（資料庫或標準輸入）",
          en: "the data of \(input.path) cannot be read again (a database or standard input)")
        isComplete = false
        continue
      }
      do {
        if let place = try unpacked(input.path, index, &folder) { places[input.path] = place }
      } catch {
        verification.add(.open, zh: "無法解開 \(input.path)", en: "\(input.path) could not be unpacked")
        isComplete = false
      }
      guard let digest = try? FileDigest.sha256(ofFile: places[input.path] ?? input.path) else {
        verification.add(
          .open, zh: "資料檔 \(input.path) 不在手邊", en: "the data file \(input.path) is not at hand")
        isComplete = false
        continue
      }
      if digest != input.sha256 {
        verification.add(
          .broken, zh: "資料檔 \(input.path) 與查核時不同：SHA-256 不符",
          en: "the data file \(input.path) is not the one checked: its SHA-256 differs")
        isComplete = false
      }
    }
    return isComplete ? places : nil
  }

  /// Puts a data file of the bundle into a folder, under a name with the same ending.
  private func unpacked(
    _ path: String, _ index: Int, _ folder: inout String?
  ) throws -> String? {
    guard case .bundle(let bundle) = place, bundle.manifest?.holds(path) ?? false else {
      return nil
    }
    let base = try folder ?? Files.makeTemporaryFolder()
    folder = base
    let name = path.split(separator: "/").last.map(String.init) ?? "input"
    let target = base + "/\(index)/" + name
    let file = try AtomicFile(target)
    var failure: (any Error)?
    let isThere = bundle.readInput(path) { piece in
      do { try file.write(piece) } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
    guard isThere else { return nil }
    try file.commit()
    return target
  }

  // MARK: - The run

  private mutating func evaluate(
    _ result: CheckResult, _ parameters: RunParameters, _ files: FileSource,
    _ inputs: [String: String], _ threads: Int
  ) {
    let prepared: PreparedCheck
    do throws(ParameterError) {
      prepared = try PreparedCheck(
        parameters, files: files, now: result.asOf.instant, inputs: inputs, threads: threads)
    } catch {
      verification.add(
        .broken, zh: "查核參數無法解讀：\(error.message.zhHant)",
        en: "the parameters cannot be read: \(error.message.en)")
      return
    }
    let again = prepared.run().result.jsonBytes()
    if let line = Self.differingLine(bytes, again) {
      verification.add(
        .broken, zh: "重新評估所得與結果檔第 \(line) 行不同：結果、規則或資料並非原件",
        en: "evaluated again, line \(line) of the result comes out differently: "
          + "the result, its rules or its data are not the ones they were")
    } else {
      verification.add(
        .sound, zh: "以 \(result.ruleFiles.count) 個規則檔與 \(result.inputs.count) 個資料檔重新評估，結果逐位元組相同",
        en: "evaluated again over \(result.ruleFiles.count) rule files and "
          + "\(result.inputs.count) data files: the same bytes come out")
    }
  }

  /// The number, from 1, of the first line in which two texts differ; `nil` where they are equal.
  static func differingLine(_ left: [UInt8], _ right: [UInt8]) -> Int? {
    if left == right { return nil }
    var line = 1
    for (a, b) in zip(left, right) {
      if a != b { return line }
      if a == 0x0A { line += 1 }
    }
    return line
  }
}
