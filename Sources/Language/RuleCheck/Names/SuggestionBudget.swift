/// How many more names one check may compare to find what a wrong name meant.
final class SuggestionBudget {
  var names = 500_000
}
