import Columns
import Diagnostics

/// Tells what the repairs that a dataset declares changed.
enum RepairNotes {
  static func add(_ counts: RepairCounts, column: Int, to tally: inout IssueTally) {
    var total = 0
    for repair in Repair.allCases where counts[repair] > 0 {
      let count = counts[repair]
      total += count
      tally.note(.repaired, column: column, words(repair, count))
    }
    if total > 0 { tally.add(.repaired, column: column, count: total) }
  }

  private static func words(_ repair: Repair, _ count: Int) -> LocalizedText {
    let cells = counted(count, "cell")
    return switch repair {
    case .trim: LocalizedText(zh: "去除前後空白 \(count) 格", en: "trimmed \(cells)")
    case .fullWidth:
      LocalizedText(zh: "全形轉半形 \(count) 格", en: "made half-width in \(cells)")
    case .lettersAsDigits:
      LocalizedText(
        zh: "英文字母 O、l 改為數字 \(count) 格", en: "letters made digits in \(cells)")
    case .spreadsheetText:
      LocalizedText(
        zh: "去除試算表文字記號 \(count) 格", en: "spreadsheet marks removed from \(cells)")
    }
  }
}
