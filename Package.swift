// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  // Small functions of one module are inlined into others'; that accesses to a variable do not overlap
  // is watched in debug builds, with which all tests run.
  .unsafeFlags(
    ["-cross-module-optimization", "-enforce-exclusivity=unchecked"],
    .when(configuration: .release)),
]

/// A C library that the system provides; each is imported by exactly one module.
func system(_ name: String, _ pkgConfig: String, _ apt: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A C library that is opened at its first use, by `Sources/C/lazy.h`: only its header is built with.
///
/// `scripts/setup.sh` asks for it by its name for `pkg-config`, whose flags would link it.
func lazy(_ name: String, _ pkgConfig: String, _ apt: String) -> Target {
  .systemLibrary(name: name, path: "Sources/C/\(name)", providers: [.apt([apt])])
}

/// The same for a library whose headers lie in a folder of their own, which C of the project's own reads.
func lazy(_ name: String, _ pkgConfig: String, headers: String, _ apt: String) -> Target {
  .target(
    name: name, path: "Sources/C/\(name)",
    cSettings: [.unsafeFlags(["-gdwarf-4", "-I", headers])])
}

/// C of the project's own, with debug information that valgrind 3.19 reads.
func native(_ name: String) -> Target {
  .target(name: name, path: "Sources/C/\(name)", cSettings: [.unsafeFlags(["-gdwarf-4"])])
}

/// A module of the project: its folder, and what it may import.
func module(_ name: String, in folder: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(folder)/\(name)",
    swiftSettings: settings)
}

/// The tests of one module.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"],
    path: "Tests/\(name)Tests", exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "qixian",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "qixian", targets: ["CLI"]),
    .executable(name: "qixian-sample", targets: ["SampleData"]),
    .executable(name: "qixian-fuzz", targets: ["FuzzLogs"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    system("CLibYAML", "yaml-0.1", "libyaml-dev"),
    system("CZlib", "zlib", "zlib1g-dev"),
    lazy("CXLSXWriter", "xlsxwriter", "libxlsxwriter-dev"),
    .systemLibrary(name: "CSHA256", path: "Sources/C/CSHA256"),
    native("CTextScan"),
    native("CColumnScan"),
    lazy("CLibZip", "libzip", "libzip-dev"),
    lazy("CLibXML2", "libxml-2.0", headers: "/usr/include/libxml2", "libxml2-dev"),
    system("CSQLite", "sqlite3", "libsqlite3-dev"),
    lazy("CLibPQ", "libpq", "libpq-dev"),
    lazy("CLibCurl", "libcurl", "libcurl4-openssl-dev"),
    lazy("CLibCrypto", "libcrypto", "libssl-dev"),

    // Core: values only; no files, clock or network.
    module("Diagnostics", in: "Core"),
    module("CivilTime", in: "Core"),
    module("JSON", in: "Core"),
    module("Digests", in: "Core", ["CSHA256"]),
    module("Signatures", in: "Core", ["CLibCrypto"]),
    module("Columns", in: "Core", ["CivilTime"]),
    module("Findings", in: "Core", ["Diagnostics", "CivilTime", "JSON", "Digests"]),

    // Language: rule text to plan.
    module("RuleSyntax", in: "Language", ["Diagnostics", "CivilTime", "CLibYAML"]),
    module("Expressions", in: "Language", ["Diagnostics", "CivilTime"]),
    module(
      "ExpressionJSON", in: "Language", ["Expressions", "Diagnostics", "CivilTime", "JSON"]),
    module(
      "RuleCheck", in: "Language",
      ["RuleSyntax", "Expressions", "Columns", "Findings", "Diagnostics", "CivilTime"]),
    module(
      "Planning", in: "Language",
      ["RuleCheck", "Expressions", "Columns", "Findings", "Diagnostics", "CivilTime"]),

    module("Reference", in: "Language", ["RuleSyntax", "Diagnostics", "JSON"]),

    // Input: log files to typed columns.
    module("Archives", in: "Input", ["CZlib", "CLibZip"]),
    module("TemporaryFiles", in: "Input", ["Diagnostics"]),
    module(
      "LogReaders", in: "Input",
      [
        "Archives", "TemporaryFiles", "Columns", "Diagnostics", "CivilTime", "CTextScan",
        "CLibXML2", "CSQLite", "CLibPQ",
      ]),

    // Engine: plan and batches to verdicts.
    module(
      "Examination", in: "Engine",
      ["Columns", "Findings", "Diagnostics", "CivilTime", "CColumnScan"]),
    module(
      "Evaluation", in: "Engine",
      [
        "Planning", "RuleCheck", "Expressions", "Columns", "Findings", "Diagnostics", "CivilTime",
        "CColumnScan",
      ]),

    // Output: results to bytes.
    module(
      "Reports", in: "Output",
      [
        "Archives", "TemporaryFiles", "Findings", "Diagnostics", "CivilTime", "JSON", "Digests",
        "CXLSXWriter",
      ]),
    module(
      "Evidence", in: "Output",
      [
        "Archives", "Signatures", "Findings", "Diagnostics", "CivilTime", "JSON", "Digests",
      ]),
    module("Alerts", in: "Output", ["Findings", "Diagnostics", "CivilTime", "JSON", "Digests"]),

    // App: the outside world.
    module("Platform", in: "App", ["TemporaryFiles", "Diagnostics", "CivilTime", "Digests"]),
    module(
      "Delivery", in: "App",
      [
        "Alerts", "Platform", "Findings", "Diagnostics", "CivilTime", "JSON", "CLibCurl",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    module(
      "Pipeline", in: "App",
      [
        "Platform", "Evidence", "Archives", "TemporaryFiles", "Signatures", "Alerts", "Reports",
        "Evaluation", "Examination", "LogReaders", "Planning",
        "RuleCheck", "RuleSyntax", "Expressions", "Columns", "Findings", "Diagnostics", "CivilTime",
        "JSON",
        "Digests",
      ]),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "Pipeline", "Evidence", "TemporaryFiles", "Signatures", "Alerts", "Delivery", "Platform",
        "Reports", "Evaluation", "LogReaders",
        "Planning", "RuleCheck",
        "RuleSyntax", "Reference", "Expressions", "Columns", "Findings", "Diagnostics", "CivilTime",
        "JSON",
        "Digests", "ExpressionJSON",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/App/CLI", swiftSettings: settings,
      linkerSettings: [
        .unsafeFlags(
          [
            "-static-stdlib", "-lCoreFoundation", "-l_FoundationCollections", "-l_FoundationCShims",
            "-l_FoundationICU", "-lstdc++",
            // The library of C++, of which Swift asks for the shared one, becomes part of the program:
            // to look up its thousands of names takes most of the time that loading libraries takes.
            "-L", Context.packageDirectory + "/Sources/C/Linking",
            // Comes with Swift; its programs start sooner, as what is only read lies apart.
            "-use-ld=lld",
          ], .when(configuration: .release))
      ]),

    .executableTarget(
      name: "SampleData",
      dependencies: ["RuleSyntax", "Platform", "Diagnostics", "JSON"],
      path: "Sources/App/SampleData",
      swiftSettings: settings),

    .executableTarget(
      name: "FuzzLogs", dependencies: ["LogReaders", "Columns", "CivilTime"],
      path: "Sources/App/FuzzLogs", swiftSettings: settings),

    .target(
      name: "TestSupport", dependencies: ["Findings", "Diagnostics", "CivilTime"],
      path: "Tests/TestSupport", swiftSettings: settings),
    tests("CLI", ["CLI"]),
    tests("Diagnostics", ["Diagnostics"]),
    tests("CivilTime", ["CivilTime"]),
    tests(
      "Pipeline",
      [
        "Pipeline", "Platform", "Alerts", "Reports", "LogReaders", "RuleCheck", "RuleSyntax",
        "Findings", "Diagnostics", "CivilTime", "JSON",
      ], exclude: ["Packs"]),
    tests(
      "RuleCheck",
      ["RuleCheck", "RuleSyntax", "Expressions", "Columns", "Findings", "Diagnostics", "CivilTime"]),
    tests("JSON", ["JSON"]),
    tests(
      "Expressions",
      ["Expressions", "ExpressionJSON", "Platform", "Diagnostics", "CivilTime", "JSON"]),
    tests(
      "LogReaders",
      [
        "LogReaders", "TemporaryFiles", "Columns", "Diagnostics", "CivilTime", "CTextScan", "CZlib",
      ],
      exclude: ["Fixtures"]),
    tests(
      "Examination",
      [
        "Examination", "Pipeline", "Platform", "Reports", "RuleCheck", "LogReaders", "Columns",
        "Findings", "Diagnostics", "CivilTime", "CColumnScan",
      ], exclude: ["Fixtures"]),
    tests("Digests", ["Digests"]),
    tests("House", ["Reports"]),
    tests("Evaluation", ["Evaluation", "Columns", "CivilTime", "CColumnScan"]),
    tests("Archives", ["Archives"]),
    tests("TemporaryFiles", ["TemporaryFiles", "Diagnostics"]),
    tests("Signatures", ["Signatures"]),
    tests(
      "Evidence",
      [
        "Pipeline", "Platform", "Evidence", "Archives", "Signatures", "Findings", "Diagnostics",
        "CivilTime", "JSON",
      ]),
    tests(
      "Delivery", ["Delivery", "Alerts", "Findings", "Diagnostics", "CivilTime"],
      exclude: ["Program/Golden"]),
    tests("Alerts", ["Alerts", "Findings", "Diagnostics", "CivilTime", "JSON"]),
    tests("Findings", ["Findings", "Diagnostics", "CivilTime", "JSON"]),
    tests(
      "Reports", ["Reports", "Archives", "Findings", "Diagnostics", "CivilTime", "JSON"],
      exclude: ["Golden"]),
    tests("Reference", ["Reference", "RuleSyntax", "Diagnostics", "JSON"]),
    tests("RuleSyntax", ["RuleSyntax", "Diagnostics", "CivilTime"]),
  ]
)
