extension DiagnosticCode {
  static let alertCodes: [DiagnosticCode] = [
    alertsValue, alertsAddress, alertsRole, alertsTransport, alertsTable, alertsMissing,
  ]

  /// A time, stage or length that cannot be read.
  public static let alertsValue = DiagnosticCode(
    "alerts/value",
    zh: "通知設定的值無法辨識；階段、時間與期間的寫法見 docs/alerts.zh-Hant.md。",
    en: "A value of the alerts' settings cannot be read; docs/alerts.md lists the forms.")
  /// An address that cannot be written to safely.
  public static let alertsAddress = DiagnosticCode(
    "alerts/address",
    zh: "地址不是可安全寄送的形式（名稱@網域，不含空白、引號、換行），或不在 domains 所列的網域。",
    en: """
      An address is not of the form that can be written to safely (local@domain without spaces, \
      quotes or line breaks), or is outside the domains listed.
      """)
  /// A role that nobody holds.
  public static let alertsRole = DiagnosticCode(
    "alerts/role",
    zh: "階段或彙整所指的角色沒有任何收件者；該角色的通知會改寄給 operator。",
    en: "A stage or digest names a role that nobody holds; its mails go to the operator instead.")
  /// A way of sending that is not safe or not complete.
  public static let alertsTransport = DiagnosticCode(
    "alerts/transport",
    zh: "寄送方式不完整或不安全：不加密只限本機，帳號要有密碼來源，網址中不可有密碼。",
    en: """
      The way of sending is incomplete or unsafe: without encryption only the same machine is \
      written to, an account needs a source of its password, and no address holds one.
      """)
  /// A table of recipients that cannot be read.
  public static let alertsTable = DiagnosticCode(
    "alerts/table",
    zh: "收件者表無法讀取或欄位不符；第一列須為 unit,role,address,name,language。",
    en: """
      The table of recipients cannot be read or has other columns; its first line is \
      unit,role,address,name,language.
      """)
  /// Alerts asked for in a project that has none.
  public static let alertsMissing = DiagnosticCode(
    "alerts/missing",
    zh: "專案檔 qixian.yaml 沒有 alerts 設定。", en: "The project file qixian.yaml has no alerts.")
}
