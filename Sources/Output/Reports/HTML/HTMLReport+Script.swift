extension HTMLReport {
  /// Filter, sorting and opening of all cases; the page is complete without it.
  static func script(_ wording: Wording) -> String { filter(wording) + sorting }

  /// Shows the cases that hold every word typed, and opens or closes all.
  private static func filter(_ wording: Wording) -> String {
    """
    (function () {
      var cases = Array.prototype.slice.call(document.querySelectorAll("details.finding"));
      var tools = document.getElementById("tools");
      if (cases.length) {
        var box = document.createElement("input");
        box.type = "search";
        box.placeholder = "\(wording("篩選案號、承辦、事由", "Filter by case, owner, reason"))";
        box.setAttribute("aria-label", box.placeholder);
        var count = document.createElement("span");
        count.setAttribute("role", "status");
        box.addEventListener("input", function () {
          var words = box.value.toLowerCase().split(/\\s+/), shown = 0;
          cases.forEach(function (item) {
            var text = item.textContent.toLowerCase();
            item.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
            if (!item.hidden) { shown += 1; }
          });
          count.textContent = shown + " / " + cases.length;
        });
        var all = document.createElement("button");
        all.type = "button";
        all.textContent = "\(wording("全部展開／收合", "Open or close all"))";
        all.addEventListener("click", function () {
          var open = !cases.some(function (item) { return item.open; });
          cases.forEach(function (item) { item.open = open; });
        });
        tools.append(box, all, count);
      }
    })();

    """
  }

  /// Sorts a table by the column whose head is clicked or chosen by keyboard.
  static let sorting = """
    (function () {
      document.querySelectorAll("table").forEach(function (table) {
        var body = table.tBodies[0];
        if (!body || body.rows.length < 3) { return; }
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell, column) {
          var button = document.createElement("span"), down = false;
          button.tabIndex = 0;
          button.setAttribute("role", "button");
          button.textContent = cell.textContent;
          cell.textContent = "";
          cell.appendChild(button);
          button.addEventListener("keydown", function (event) {
            if (event.key === "Enter" || event.key === " ") { event.preventDefault(); button.click(); }
          });
          button.addEventListener("click", function () {
            down = !down;
            cell.setAttribute("aria-sort", down ? "descending" : "ascending");
            var value = function (row) {
              var text = row.cells[column].textContent.trim(), number = parseFloat(text.replace(/,/g, ""));
              return cell.className === "n" && !isNaN(number) ? number : text;
            };
            Array.prototype.slice.call(body.rows).sort(function (a, b) {
              var x = value(a), y = value(b);
              var order = typeof x === "number" && typeof y === "number"
                ? x - y : String(x).localeCompare(String(y), "zh-Hant");
              return down ? -order : order;
            }).forEach(function (row) { body.appendChild(row); });
          });
        });
      });
    })();

    """
}
