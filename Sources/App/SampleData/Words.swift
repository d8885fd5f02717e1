/// Invented but ordinary names, roads and subjects.
enum Words {
  static let surnames = ["陳", "林", "黃", "張", "李", "王", "吳", "劉", "蔡", "楊", "許", "鄭", "謝", "郭", "洪"]
  static let givenNames = [
    "志明", "淑芬", "俊傑", "美玲", "家豪", "雅婷", "建宏", "怡君", "宗翰", "佩珊", "冠宇", "詩涵", "文彬", "麗華", "柏翰",
  ]
  static let roads = ["中山路", "垂楊路", "民族路", "吳鳳南路", "林森東路", "世賢路一段", "友愛路", "新民路", "興業東路", "忠孝路"]
  static let petitionSubjects = [
    "路面坑洞請求修補", "鄰居噪音擾民", "路樹枝葉遮蔽號誌", "水溝阻塞有異味", "違規停車占用騎樓", "公園遊具損壞", "流浪犬追車", "路口號誌秒數過短",
  ]
  static let documentSubjects = [
    "函轉中央補助作業要點修正案", "檢送研商會議紀錄", "函請提供統計資料", "所報經費核銷案", "訂定年度教育訓練計畫", "函復陳情案辦理情形", "檢送工程預算書",
    "召開跨局處協調會議",
  ]
  static let trades = ["網路購物", "健身中心", "旅遊", "補習班", "電信", "汽機車", "餐飲", "家電維修"]
  static let appealMatters = [
    "違反廢棄物清理法事件", "違反建築法事件", "地價稅事件", "社會救助事件", "違反食品安全衛生管理法事件", "交通裁決事件",
  ]
  static let claimSubjects = ["道路坑洞致機車摔車", "路樹傾倒壓損車輛", "人孔蓋突起致跌倒", "公園設施破損致傷", "號誌故障致車禍"]

  /// A person's name.
  static func person(_ random: inout SplitMix64) -> String {
    random.pick(surnames) + random.pick(givenNames)
  }

  /// An address in the city.
  static func address(_ random: inout SplitMix64) -> String {
    "嘉義市\(random.pick(["東區", "西區"]))\(random.pick(roads))\(random.number(1...480))號"
  }

  /// The remark that every row carries.
  static let remark = "模擬資料"
}
