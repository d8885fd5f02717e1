import ArgumentParser
import Diagnostics
import Platform
import Reports

/// Reads an office's templates; a bad one ends the command.
enum TemplateFolder {
  static func read(_ folder: String, _ language: Language) throws -> TemplateSet {
    let names = Files.names(in: folder).filter { !$0.hasPrefix(".") && !$0.hasSuffix("~") }
    guard !names.isEmpty else {
      throw ValidationError(
        zh: "--templates：\(folder) 不是資料夾，或其中沒有範本",
        en: "--templates: \(folder) is no folder, or holds no template")
    }
    var sources: [SourceText] = []
    for name in names {
      let path = folder + "/" + name
      sources.append(SourceText(name: path, bytes: try StoredResult.bytes(path, language)))
    }
    let (templates, diagnostics) = TemplateSet.read(sources)
    Terminal.show(diagnostics, in: language)
    if !diagnostics.isEmpty { throw ExitCode.wrongUsage }
    return templates
  }
}
