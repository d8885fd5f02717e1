import Columns
import Diagnostics
import RuleSyntax

/// A rule on the way from its declaration to its checked form.
struct RuleDraft {
  enum State { case waiting, visiting, done }

  var id: String
  var file: Int
  var declaration: RuleDocument.Declaration
  var state = State.waiting
  /// Drafts that it refers to.
  var dependencies: [Int] = []
  /// The index of its dataset, once known.
  var dataset: Int?
  /// The checked rule, whose references to rules are indices of drafts; `nil` where it is broken.
  var rule: CheckedRule?

  var node: YAMLNode { declaration.node }
  /// The keyword of its kind.
  var kind: String? { node["kind"]?.text }
}

/// What the steps of checking one rule need to know.
struct RuleContext {
  var draft: Int
  var file: Int
  var id: String
  /// The keyword of its kind; empty where it is unknown.
  var kind: String
  /// The dataset that columns are of; `nil` where it is unknown, and nothing can be said of columns.
  var dataset: Int?
  /// The schema of that dataset.
  var schema: DatasetSchema?
  /// Parameters that the rule uses, by index.
  var usedParameters: Set<Int> = []
  /// Those of them that are targets of a group and period.
  var targetParameters: Set<Int> = []
  /// Whether it needs to know working days.
  var needsCalendar = false
  /// The calendar that one of its profiles names.
  var profileCalendar: Int?
}
