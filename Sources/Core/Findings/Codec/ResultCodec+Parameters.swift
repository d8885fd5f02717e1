import Diagnostics
import JSON

extension ResultCodec {
  static let dataSource = ObjectCodec<RunParameters.Data>(
    "DataSource", "A data source of a dataset.",
    blank: { RunParameters.Data(dataset: "", source: "") },
    fields: [
      .field("dataset", \.dataset, .string, "The dataset's name."),
      .field("source", \.source, .string, "The source as --data writes it, without a password."),
      .optional("encoding", \.encoding, .string, "The encoding, where it was told."),
      .optional("delimiter", \.delimiter, .string, "The delimiter, where it was told."),
      .optional(
        "observedThrough", \.observedThrough, .string,
        "How far it is complete, where known of it alone."),
    ])

  static let parameters = ObjectCodec<RunParameters>(
    "RunParameters", "What the run was asked to do, so that it can be done again.",
    blank: { RunParameters() },
    fields: [
      .optional("project", \.project, .string, "The project file."),
      .list("rules", \.rules, .string, "The rule files."),
      .list("standards", \.standards, .string, "Profiles and calendar used where rules name none."),
      .list("data", \.data, dataSource.value, "The data."),
      .optional("asOf", \.asOf, .string, "The moment judged, as written."),
      .optional("observedThrough", \.observedThrough, .string, "How far the data is complete."),
      .optional("knownOn", \.knownOn, .string, "The day whose knowledge is used."),
      .list("selection", \.selection, .string, "Ids and tags of the rules selected."),
      .list("reveals", \.reveals, .string, "What was shown openly although it would be hidden."),
      .list("waivers", \.waivers, .string, "The files of waivers."),
      .list("places", \.places, .string, "Places whose closures are laid over the calendars."),
      .optional("failOn", \.failOn, .words(), "The severity that fails the run, where told."),
    ])
}
