import Diagnostics

extension KeyTable {
  /// Keys that would hold a secret in the file; their use is an error of its own.
  static let secretKeys: Set<String> = ["password", "secret", "token", "passphrase", "key"]

  private static let recipientList = ValueShape.oneOrMore(.text)
  private static let mailbox = ValueShape.either([.text, .object("mailbox")])

  static let alertObjects: [ObjectDefinition] = [
    ObjectDefinition(
      "alerts", title: LocalizedText(zh: "通知設定", en: "alerts"),
      meaning: LocalizedText(
        zh: "何時、以何種方式、將何事通知何人。", en: "Who is told what, when and by which way."),
      keys: [
        KeyDefinition("sender", mailbox, zh: "寄件者。", en: "Who writes.", required: true),
        KeyDefinition("reply-to", mailbox, zh: "回覆的收件者。", en: "Whom to answer."),
        KeyDefinition("transport", .object("transport"), zh: "寄信伺服器。", en: "The mail server."),
        KeyDefinition(
          "webhooks", .map(.object("webhook"), keys: .kebab), zh: "聊天工具的網址。",
          en: "Addresses of chat tools."),
        KeyDefinition(
          "recipients", .object("recipients"), zh: "收件者。", en: "Who answers to which role.",
          required: true),
        KeyDefinition(
          "stages", .list(.object("stage")), zh: "通知的階段，由先到後。",
          en: "The steps of escalation, in order.", required: true),
        KeyDefinition(
          "digests", .list(.object("digest")), zh: "寄送的時間與內容，預設每個上班日 08:30。",
          en: "The mails; every working day at 08:30 by default."),
        KeyDefinition(
          "remind-every", .text, zh: "逾期未結者隔多久再通知。",
          en: "After how long an overdue case is brought up again.", example: "5 working days"),
        KeyDefinition(
          "remind-at-most", .integer(0...999), zh: "最多再通知幾次，預設 12。",
          en: "How often at most; 12 by default."),
        KeyDefinition(
          "stop-when", .oneOrMore(.word(stopWords)), zh: "不再通知的條件，預設兩者皆是。",
          en: "When a case is no longer written about; both by default."),
        KeyDefinition(
          "calendar", .name(.calendar), zh: "上班日的行事曆，預設 tw-government。",
          en: "The calendar of working days; tw-government by default."),
        KeyDefinition(
          "quiet-days", .oneOrMore(.text), zh: "不寄信之日：rest-days（預設）、none 或日期。",
          en: "Days without mail: rest-days (the default), none, or dates."),
        KeyDefinition("language", .word(languages), zh: "語言。", en: "The language."),
        KeyDefinition(
          "since", .date, zh: "期限或統計期間在此日之前者不通知。",
          en: "Cases due, and periods that ended, before it are not written about."),
        KeyDefinition(
          "limit", .integer(1...100_000), zh: "每次最多寄幾封，其餘下次再寄，預設 500。",
          en: "The most mails of a run, the rest goes with the next; 500 by default."),
        KeyDefinition(
          "cases-per-mail", .integer(1...10_000), zh: "每封最多幾件，其餘另寄，預設 500。",
          en: "The most cases of a mail, the rest goes in others; 500 by default."),
        KeyDefinition("report-link", .text, zh: "報告的網址或路徑。", en: "A link or path to the report."),
        KeyDefinition(
          "attach", .word(attachments), zh: "附上收件者自己的案件。", en: "Attaches the recipient's own cases."
        ),
        KeyDefinition(
          "watch", .map(.object("watch"), keys: .kebab), zh: "對各資料集匯出檔的要求。",
          en: "What is expected of each dataset's export."),
        KeyDefinition(
          "state", .name(.path), zh: "狀態檔，預設 alerts.sqlite。",
          en: "The file of the state; alerts.sqlite by default."),
        KeyDefinition(
          "health", .name(.path), zh: "服務狀況檔。", en: "The file that says how the service is."),
        KeyDefinition(
          "keep", .text, zh: "紀錄保存多久，預設 730 days。",
          en: "How long history is kept; 730 days by default."),
        KeyDefinition(
          "keep-mails", .text, zh: "已寄信件的內文保存多久，預設 30 days。",
          en: "How long the text of sent mails is kept; 30 days by default."),
      ], example: alertsExample),
    ObjectDefinition(
      "mailbox", title: LocalizedText(zh: "信箱", en: "mailbox"),
      meaning: LocalizedText(zh: "名稱與地址。", en: "A name and an address."),
      keys: [
        KeyDefinition("name", .text, zh: "名稱。", en: "The name."),
        KeyDefinition("address", .text, zh: "地址。", en: "The address.", required: true),
      ]),
    ObjectDefinition(
      "transport", title: LocalizedText(zh: "寄信伺服器", en: "transport"),
      meaning: LocalizedText(
        zh: "SMTP 伺服器；密碼只能來自環境變數或檔案。",
        en: "The SMTP server; its password comes from the environment or a file only."),
      keys: [
        KeyDefinition("smtp", .text, zh: "伺服器名稱。", en: "The server's name.", required: true),
        KeyDefinition("port", .integer(1...65_535), zh: "連接埠。", en: "The port."),
        KeyDefinition(
          "security", .word(securities), zh: "連線保護，預設 starttls。",
          en: "How the connection is protected; starttls by default."),
        KeyDefinition("user", .text, zh: "帳號。", en: "The account."),
        KeyDefinition(
          "password-env", .text, zh: "存放密碼的環境變數。", en: "The environment variable of the password."),
        KeyDefinition(
          "password-file", .name(.path), zh: "存放密碼的檔案。", en: "The file of the password."),
        KeyDefinition(
          "ca-file", .name(.path), zh: "信任的憑證機構。",
          en: "Authorities to trust instead of the system's."),
        KeyDefinition("hello", .text, zh: "自稱的主機名稱。", en: "The name to greet with."),
        KeyDefinition(
          "timeout", .integer(1...3600), zh: "每封信最多幾秒，預設 120。",
          en: "How many seconds a mail may take; 120 by default."),
      ], atMostOne: [["password-env", "password-file"]]),
    ObjectDefinition(
      "webhook", title: LocalizedText(zh: "聊天工具網址", en: "webhook"),
      meaning: LocalizedText(
        zh: "以簽章的 JSON 通知；收件者寫 webhook:名稱。",
        en: "Takes signed JSON; recipients name it as webhook:NAME."),
      keys: [
        KeyDefinition("url", .text, zh: "https 網址。", en: "The https address.", required: true),
        KeyDefinition("secret-env", .text, zh: "存放簽章金鑰的環境變數。", en: "The variable of the key."),
        KeyDefinition("secret-file", .name(.path), zh: "存放簽章金鑰的檔案。", en: "The file of the key."),
        KeyDefinition("ca-file", .name(.path), zh: "信任的憑證機構。", en: "Authorities to trust."),
      ], exactlyOne: [["secret-env", "secret-file"]]),
    ObjectDefinition(
      "recipients", title: LocalizedText(zh: "收件者", en: "recipients"),
      meaning: LocalizedText(
        zh: "依角色、依單位或依承辦人地址；角色 operator 為系統管理者。",
        en: "By role, by unit or by an owner's own address; the role operator runs the system."),
      keys: [
        KeyDefinition(
          "roles", .map(.oneOrMore(mailbox), keys: .kebab), zh: "各單位共同的角色。",
          en: "Roles for all units."),
        KeyDefinition(
          "units", .map(.map(.oneOrMore(mailbox), keys: .kebab), keys: .free),
          zh: "各單位（規則的 owner 值）的角色。", en: "Roles by unit, as rules' owners name it."),
        KeyDefinition(
          "table", .name(.path), zh: "CSV 檔：unit,role,address,name,language。",
          en: "A CSV file with unit,role,address,name,language."),
        KeyDefinition(
          "owner-addresses", .boolean, zh: "owner 值為地址時即為承辦人（officer），須設定 domains。",
          en: "An owner that is an address is the officer; needs domains."),
        KeyDefinition(
          "domains", .oneOrMore(.text), zh: "只准寄往這些網域。", en: "No other domain is ever written to."),
      ], atLeastOne: [["roles", "units", "table", "owner-addresses"]]),
    stageObject, digestObject, watchObject,
  ]

  private static let stageObject = ObjectDefinition(
    "stage", title: LocalizedText(zh: "通知階段", en: "stage"),
    meaning: LocalizedText(
      zh: "每位收件者對每案每階段只通知一次。", en: "Each recipient is told once of each stage of a case."),
    keys: [
      KeyDefinition("id", .identifier, zh: "代號。", en: "Its name.", required: true),
      KeyDefinition(
        "when", .text,
        zh:
          "何時：N working days before due、at due、N days after due、when found、when undetermined。",
        en: """
          When: N working days before due, at due, N days after due, when found, when undetermined.
          """,
        required: true, example: "2 working days before due"),
      KeyDefinition(
        "to", recipientList, zh: "角色、地址或 webhook:名稱。", en: "Roles, addresses or webhook:NAME.",
        required: true),
      KeyDefinition("rules", .oneOrMore(.text), zh: "規則代號或標籤。", en: "Ids or tags of rules."),
      KeyDefinition("at-least", .word(severities), zh: "最低嚴重程度。", en: "The least severity."),
    ])

  private static let digestObject = ObjectDefinition(
    "digest", title: LocalizedText(zh: "彙整通知", en: "digest"),
    meaning: LocalizedText(zh: "一封彙整信的時間與內容。", en: "When a mail goes out and what it holds."),
    keys: [
      KeyDefinition("id", .identifier, zh: "代號。", en: "Its name.", required: true),
      KeyDefinition(
        "when", .text,
        zh: "何時：working-days、weekdays、daily、weekly monday、monthly by 10，後接時間。",
        en: "working-days, weekdays, daily, weekly monday or monthly by 10, and a time.",
        required: true, example: "weekdays 08:30"),
      KeyDefinition(
        "what", .word(contents), zh: "內容，預設 changes。", en: "What it holds; changes by default."),
      KeyDefinition("to", recipientList, zh: "只寄給這些角色。", en: "These roles only."),
      KeyDefinition("stages", .oneOrMore(.text), zh: "只含這些階段。", en: "These stages only."),
      KeyDefinition("rules", .oneOrMore(.text), zh: "規則代號或標籤。", en: "Ids or tags of rules."),
      KeyDefinition("at-least", .word(severities), zh: "最低嚴重程度。", en: "The least severity."),
      KeyDefinition("language", .word(languages), zh: "語言。", en: "The language."),
    ])

  private static let watchObject = ObjectDefinition(
    "watch", title: LocalizedText(zh: "匯出檔的要求", en: "watch"),
    meaning: LocalizedText(
      zh: "匯出檔未到、毀損、過舊或列數不足時通知。",
      en: "Tells when an export is missing, damaged, too old or too short."),
    keys: [
      KeyDefinition(
        "by-day", .integer(1...31), zh: "上月匯出檔應於本月幾日前送達。",
        en: "The day of the month by which last month's export must be there."),
      KeyDefinition("max-age", .text, zh: "最新檔案可多舊。", en: "How old it may be.", example: "3 days"),
      KeyDefinition(
        "at-least-rows", .integer(0...Int.max), zh: "至少幾列，預設 1。", en: "The least rows; 1."),
      KeyDefinition("to", recipientList, zh: "通知誰，預設 operator。", en: "Who is told; operator."),
    ])

  private static let stopWords = [
    AllowedWord("done", zh: "已辦結", en: "it is done"),
    AllowedWord("waived", zh: "已豁免", en: "a waiver covers it"),
  ]
  private static let attachments = [
    AllowedWord("ods", zh: "試算表", en: "a spreadsheet"),
    AllowedWord("csv", zh: "CSV", en: "a CSV file"),
  ]
  private static let securities = [
    AllowedWord("starttls", zh: "先明文、再加密；伺服器不支援即不寄", en: "plain first, then encrypted or refused"),
    AllowedWord("tls", zh: "一開始即加密", en: "encrypted from the start"),
    AllowedWord("none", zh: "不加密，限本機", en: "not encrypted; the same machine only"),
  ]
  private static let contents = [
    AllowedWord("changes", zh: "新到的階段與已解除的案件", en: "stages reached and cases resolved"),
    AllowedWord("open", zh: "所有未結案件", en: "all open cases"),
  ]

  private static let alertsExample = """
    alerts:
      sender: { name: 期限通知, address: qixian@city.example }
      transport: { smtp: mail.city.example, user: qixian, password-env: QIXIAN_SMTP_PASSWORD }
      recipients:
        roles: { ethics: ethics@city.example, operator: it@city.example }
        units:
          社會處: { officer: welfare@city.example, section-chief: chief@city.example }
      stages:
        - { id: due-soon, when: 2 working days before due, to: officer }
        - { id: due, when: at due, to: section-chief }
        - { id: late, when: 3 working days after due, to: ethics }
      digests:
        - { id: daily, when: "working-days 08:30" }
    """
}
