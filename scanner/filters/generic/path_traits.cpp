// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/path_traits.h"

#include <algorithm>
#include <array>
#include <string>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

struct Extension {
  std::string_view name;
  Language language;
};

constexpr Extension kExtensions[] = {
    {"sh", Language::kShell},
    {"bash", Language::kShell},
    {"zsh", Language::kShell},
    {"bat", Language::kShell},
    {"cmd", Language::kShell},
    {"ps1", Language::kShell},
    {"dockerfile", Language::kShell},
    {"fish", Language::kShell},
    {"mk", Language::kShell},
    {"yml", Language::kYaml},
    {"yaml", Language::kYaml},
    {"travis", Language::kYaml},
    {"ini", Language::kProperties},
    {"env", Language::kProperties},
    {"toml", Language::kProperties},
    {"properties", Language::kProperties},
    {"conf", Language::kProperties},
    {"cfg", Language::kProperties},
    {"cnf", Language::kProperties},
    {"config", Language::kProperties},
    {"example", Language::kProperties},
    {"dist", Language::kProperties},
    {"template", Language::kProperties},
    {"sample", Language::kProperties},
    {"json", Language::kJson},
    {"tfstate", Language::kJson},
    {"ipynb", Language::kJson},
    {"xml", Language::kMarkup},
    {"html", Language::kMarkup},
    {"htm", Language::kMarkup},
    {"xaml", Language::kMarkup},
    {"svg", Language::kMarkup},
    {"md", Language::kProse},
    {"rst", Language::kProse},
    {"txt", Language::kProse},
    {"adoc", Language::kProse},
    {"tex", Language::kProse},
    {"markdown", Language::kProse},
    {"sql", Language::kSql},
    {"ldif", Language::kProperties},
    {"tl", Language::kProse},
};

constexpr std::string_view kCode[] = {
    "py",  "js",  "ts",  "jsx", "tsx",    "java",    "go",     "c",      "h",     "cc",  "cpp",
    "hpp", "cs",  "php", "rb",  "rs",     "kt",      "kts",    "scala",  "swift", "pl",  "pm",
    "lua", "ex",  "exs", "erl", "hs",     "clj",     "groovy", "gradle", "dart",  "r",   "m",
    "mm",  "vb",  "fs",  "tf",  "tfvars", "hcl",     "vue",    "coffee", "jsp",   "erb", "haml",
    "ejs", "nim", "zig", "jl",  "proto",  "graphql", "css",    "scss",   "less",  "elm"};

constexpr std::array<std::string_view, kPathTerms> kNames = {"unknown",      "code",
                                                             "shell",        "yaml",
                                                             "properties",   "json",
                                                             "markup",       "prose",
                                                             "sql",          "unknown-quoted",
                                                             "code-quoted",  "shell-quoted",
                                                             "yaml-quoted",  "properties-quoted",
                                                             "json-quoted",  "markup-quoted",
                                                             "prose-quoted", "sql-quoted",
                                                             "test",         "example",
                                                             "document",     "vendored",
                                                             "lock-file",    "translation",
                                                             "secret-store"};

Language language_of(std::string_view file) {
  const std::size_t dot = file.rfind('.');
  const std::string_view extension = dot == std::string_view::npos ? file : file.substr(dot + 1);
  if (std::find(std::begin(kCode), std::end(kCode), extension) != std::end(kCode))
    return Language::kCode;
  const auto* found =
      std::find_if(std::begin(kExtensions), std::end(kExtensions),
                   [extension](const Extension& one) { return one.name == extension; });
  if (found != std::end(kExtensions)) return found->language;
  if (file.starts_with("dockerfile") || file == "makefile" || file == "jenkinsfile")
    return Language::kShell;
  if (file.starts_with(".env")) return Language::kProperties;
  return Language::kUnknown;
}

bool holds(std::string_view path, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [path](std::string_view word) {
    return path.find(word) != std::string_view::npos;
  });
}

}  // namespace

PathTraits read_path(std::string_view path) {
  static constexpr std::string_view kTest[] = {"test", "spec",     "fixture",
                                               "mock", "cassette", "e2e"};
  static constexpr std::string_view kExample[] = {"example",  "sample", "demo",
                                                  "template", ".dist",  "tutorial"};
  static constexpr std::string_view kDocument[] = {"doc/", "docs/", "readme", "changelog", "wiki"};
  static constexpr std::string_view kVendored[] = {"node_modules/", "vendor/",  "third_party/",
                                                   ".min.js",       ".min.css", "bower_components/",
                                                   ".js.map"};
  static constexpr std::string_view kLock[] = {
      "package-lock.json", "yarn.lock", "composer.lock", "cargo.lock",     "poetry.lock",
      "pipfile.lock",      "go.sum",    "gemfile.lock",  "pnpm-lock.yaml", "mix.lock",
      "packages.lock.json"};
  static constexpr std::string_view kTranslation[] = {
      "/locale", "/i18n", "/lang/", "/translations/", "messages_", ".po", "/l10n/", "locales/"};
  static constexpr std::string_view kStore[] = {
      ".env",    "credentials", "secrets.", ".tfstate", "kubeconfig", ".npmrc",
      ".pypirc", "wp-config",   ".netrc",   ".pgpass",  "id_rsa"};
  PathTraits traits;
  traits.is_known = !path.empty();
  const std::string lower = to_lower_ascii(path);
  const std::size_t slash = lower.rfind('/');
  const std::string_view file =
      std::string_view(lower).substr(slash == std::string::npos ? 0 : slash + 1);
  traits.language = language_of(file);
  traits.is_test = holds(lower, kTest);
  traits.is_example = holds(lower, kExample);
  traits.is_document = holds(lower, kDocument) && traits.language != Language::kProse;
  traits.is_vendored = holds(lower, kVendored);
  traits.is_lock_file = holds(file, kLock);
  traits.is_translation = holds(lower, kTranslation);
  traits.is_secret_store = holds(file, kStore);
  return traits;
}

std::span<const std::string_view> path_term_names() { return kNames; }

PathTermSet path_terms(const PathTraits& path, bool is_quoted) {
  PathTermSet set;
  set.language = static_cast<std::size_t>(path.language) + (is_quoted ? kLanguages : 0);
  const bool flags[kPathFlags] = {path.is_test,        path.is_example,   path.is_document,
                                  path.is_vendored,    path.is_lock_file, path.is_translation,
                                  path.is_secret_store};
  std::copy(std::begin(flags), std::end(flags), std::begin(set.flags));
  return set;
}

}  // namespace keyhound
