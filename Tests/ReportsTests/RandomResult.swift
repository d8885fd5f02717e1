import Diagnostics
import Findings
import TestSupport

/// Results of any shape, the same for the same seed.
struct RandomResult: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  /// A result whose subjects are named `case-0`, `case-1` and so on, with up to 40 findings a rule.
  mutating func result() -> CheckResult {
    let sample = SampleResult.make()
    var result = sample
    result.findings = []
    result.groups = sample.groups.shuffled(using: &self)
    for rule in result.rules.indices {
      result.rules[rule].counts = VerdictCounts()
      result.rules[rule].severity = Severity.allCases.randomElement(using: &self) ?? .low
      result.rules[rule].status = RuleStatus.allCases.randomElement(using: &self) ?? .active
      for _ in 0..<Int.random(in: 0...40, using: &self) { addFinding(of: rule, to: &result) }
    }
    return result
  }

  private mutating func addFinding(of rule: Int, to result: inout CheckResult) {
    let sample = SampleResult.make().findings
    let number = result.findings.count
    var finding = sample[Int.random(in: 0..<5, using: &self)]
    finding.rule = rule
    finding.subject = .row(key: [NamedValue("case_id", "case-\(number)-")])
    finding.verdict =
      [.violated, .violated, .pending, .undetermined].randomElement(using: &self) ?? .violated
    if finding.verdict != .violated { finding.waiver = nil }
    if Bool.random(using: &self) { finding.location = nil }
    finding.owner = ["甲科", "乙科", nil].randomElement(using: &self) ?? nil
    finding.fingerprint = "f\(number)"
    result.rules[rule].counts.add(finding.verdict)
    if finding.waiver != nil { result.rules[rule].counts.waived += 1 }
    result.findings.append(finding)
  }
}
