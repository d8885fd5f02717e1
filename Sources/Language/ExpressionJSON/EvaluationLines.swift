import Diagnostics
public import Expressions
public import JSON

/// Evaluates JSON lines: each request gives one line, whatever is wrong with it.
public enum EvaluationLines {
  /// The answer to a line: `{"value": ..}` or `{"error": ".."}`.
  public static func answer(
    to line: [UInt8], in context: EvaluationContext = EvaluationContext()
  ) -> JSONValue {
    let request: EvaluationRequest
    do {
      request = try EvaluationRequest(try JSONValue.parse(line))
    } catch let error as JSONError {
      return ["error": .string("not JSON: \(error.en) (column \(error.column))")]
    } catch let error as EvaluationRequest.Malformed {
      return ["error": .string(error.message)]
    } catch {
      return ["error": .string("the line cannot be read")]
    }
    switch request.evaluate(in: context) {
    case .success(let value): return ["value": TaggedValue.json(value)]
    case .failure(let failure):
      let messages = failure.diagnostics.map { "\($0.message.en) [\($0.code.name)]" }
      return ["error": .string(messages.joined(separator: "; "))]
    }
  }
}
