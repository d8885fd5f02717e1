public import Diagnostics
public import Expressions
public import JSON

/// One expression with values for its variables, as a line of JSON lines states it.
public struct EvaluationRequest: Sendable {
  /// The expression.
  public var expression: String
  /// The variables by name.
  public var bindings: [(name: String, value: Value)]
  /// Whether the types are checked before.
  public var isChecked: Bool

  /// Creates a request.
  public init(
    _ expression: String, bindings: [(name: String, value: Value)] = [], isChecked: Bool = true
  ) {
    self.expression = expression
    self.bindings = bindings
    self.isChecked = isChecked
  }

  /// Why a line is not a request, in English.
  public struct Malformed: Error {
    /// What is wrong.
    public var message: String
  }

  /// Reads a request from `{"expr", "bindings", "unchecked"}`.
  public init(_ json: JSONValue) throws(Malformed) {
    guard json.objectValue != nil else { throw Malformed(message: "the line is not an object") }
    guard let expression = json["expr"]?.stringValue else {
      throw Malformed(message: "'expr' is missing or not a text")
    }
    self.init(
      expression, bindings: try Self.bindings(json["bindings"] ?? [:]),
      isChecked: !(json["unchecked"]?.boolValue ?? false))
  }

  /// Reads variables from an object of tagged values.
  public static func bindings(
    _ json: JSONValue
  ) throws(Malformed) -> [(name: String, value: Value)] {
    guard let members = json.objectValue else {
      throw Malformed(message: "the bindings are not an object")
    }
    var bindings: [(name: String, value: Value)] = []
    for member in members {
      guard let value = TaggedValue.value(member.value) else {
        throw Malformed(message: "the value of '\(member.name)' is not a tagged value")
      }
      bindings.append((member.name, value))
    }
    return bindings
  }

  /// The value, or all that is wrong.
  public func evaluate(
    in context: EvaluationContext = EvaluationContext()
  ) -> Result<Value, EvaluationFailure> {
    let environment = TypeEnvironment(
      bindings.map { TypeEnvironment.Variable($0.name, $0.value.shallowType) })
    let (expression, problems) = Expression.parse(expression)
    guard let expression else { return .failure(EvaluationFailure(diagnostics: problems)) }
    let (checked, mistakes) =
      isChecked ? expression.check(in: environment) : expression.unchecked(in: environment)
    guard let checked else { return .failure(EvaluationFailure(diagnostics: mistakes)) }
    let values = BindingList(bindings.map { .value($0.value) })
    return checked.evaluate(values, in: context).mapError { error in
      EvaluationFailure(diagnostics: [checked.diagnostic(for: error)])
    }
  }
}

/// Why an expression gave no value.
public struct EvaluationFailure: Error, Sendable {
  /// All that is wrong.
  public var diagnostics: [Diagnostic]
}
