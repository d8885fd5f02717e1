import FoundationEssentials
import JSON

/// Writes the sample year and the sample month, January 110 (2021): invented cases with planted mistakes, the same bytes on
/// every run, and what the engine must say of them.
///
/// Usage: `qixian-sample [REPOSITORY]`, by default the working directory.
@main
enum SampleMonth {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let root = arguments.first ?? "."
    let data = root + "/rules/samples/110-01"
    let expected = root + "/Tests/SampleMonth"
    for folder in [data, expected] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    let samples = makeSamples()
    for sample in samples {
      guard let bytes = encoded(sample) else {
        print("cannot write \(sample.dataset) in Big5 on this system")
        continue
      }
      try Data(bytes).write(to: URL(filePath: "\(data)/\(sample.dataset).csv"))
    }
    let json = Expected.json(samples).bytes(indent: 1) + [0x0A]
    try Data(json).write(to: URL(filePath: "\(expected)/110-01.json"))
    var year = try SampleYear(root: root)
    let written = try year.write()
    print("wrote \(written.files) files with \(written.rows) rows of the year")
    print("wrote \(samples.count) files with \(samples.reduce(0) { $0 + $1.rows.count }) rows")
  }

  private static func makeSamples() -> [Sample] {
    var protection = ProtectionCases()
    var compensation = StateCompensation()
    var appeals = Appeals()
    var disputes = ConsumerDisputes()
    var petitions = Petitions()
    var documents = Documents()
    var permits = BuildingPermits()
    var lamps = StreetLamps()
    return [
      protection.make(), compensation.make(), appeals.make(), disputes.make(), petitions.make(),
      documents.make(), permits.make(), lamps.make(),
    ]
  }

  private static func encoded(_ sample: Sample) -> [UInt8]? {
    if sample.style.isBig5 { return Big5.bytes(of: sample.text) }
    return (sample.style.byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + Array(sample.text.utf8)
  }
}
