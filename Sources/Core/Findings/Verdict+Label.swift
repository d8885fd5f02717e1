public import Diagnostics

extension Verdict {
  /// The verdict's name for people.
  public var label: LocalizedText {
    switch self {
    case .compliant: LocalizedText(zh: "符合", en: "compliant")
    case .violated: LocalizedText(zh: "違反", en: "violated")
    case .pending: LocalizedText(zh: "進行中", en: "pending")
    case .notApplicable: LocalizedText(zh: "不適用", en: "not applicable")
    case .undetermined: LocalizedText(zh: "無法判定", en: "undetermined")
    }
  }
}

extension Severity {
  /// The severity's name for people.
  public var label: LocalizedText {
    switch self {
    case .info: LocalizedText(zh: "提示", en: "info")
    case .low: LocalizedText(zh: "低", en: "low")
    case .medium: LocalizedText(zh: "中", en: "medium")
    case .high: LocalizedText(zh: "高", en: "high")
    case .critical: LocalizedText(zh: "極高", en: "critical")
    }
  }
}

extension RuleStatus {
  /// The status's name for people.
  public var label: LocalizedText {
    switch self {
    case .active: LocalizedText(zh: "施行", en: "active")
    case .advisory: LocalizedText(zh: "僅供參考", en: "advisory")
    case .suspended: LocalizedText(zh: "暫停適用", en: "suspended")
    }
  }
}

extension WaiverUse.State {
  /// The state's name for people.
  public var label: LocalizedText {
    switch self {
    case .used: LocalizedText(zh: "已使用", en: "used")
    case .unused: LocalizedText(zh: "未使用", en: "unused")
    case .expired: LocalizedText(zh: "已逾期失效", en: "expired")
    case .notEvaluated: LocalizedText(zh: "規則未檢核", en: "rule not evaluated")
    }
  }
}
