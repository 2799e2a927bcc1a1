// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/control_framework.h"

#include <algorithm>
#include <array>
#include <map>

#include "policies/evaluation/parameter_value.h"
#include "policies/registry/mapping_reader.h"
#include "policies/registry/value_readers.h"
#include "policies/registry/yaml_files.h"
#include "scanner/base/ascii.h"
#include "scanner/base/file.h"
#include "scanner/base/nearest_key.h"
#include "scanner/yaml/document.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestFile = 1U << 20U;  // bytes
constexpr std::size_t kMostFiles = 100;
constexpr std::size_t kLongestId = 60;
constexpr std::size_t kLongestText = 1000;

constexpr std::array<std::string_view, 3> kVerified = {"primary", "secondary", "none"};
constexpr std::array<std::string_view, 1> kVersions = {"keyhound.dev/v1"};
constexpr std::array<std::string_view, 1> kKinds = {"ControlFramework"};

// One line: YAML may break it anywhere, terminals and tables may not.
template <auto Member>
void line(ReadContext& context, const YamlNode& value, decltype(owner_of(Member))& into) {
  read_value(context, value, into.*Member);
  const std::string& text = into.*Member;
  const bool is_line = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
  });
  if (!is_line || text.size() > kLongestText)
    context.error(value, "expected one line of at most 1000 bytes");
}

// Ids of standards may have spaces within ("GOVERN 1.4").
void read_control_id(ReadContext& context, const YamlNode& value, Control& into) {
  read_value(context, value, into.id);
  const std::string& id = into.id;
  const bool is_id = !id.empty() && id.size() <= kLongestId && id.front() != ' ' &&
                     id.back() != ' ' && std::all_of(id.begin(), id.end(), [](char c) {
                       return static_cast<unsigned char>(c) >= ' ' && c != '\x7F';
                     });
  if (!is_id) {
    context.error(value,
                  "a control's id is one line of at most 60 bytes, without spaces around it");
  }
  into.place = context.place(value);
}

constexpr std::array<KeyReader<Control>, 4> kControlKeys = {{
    {"id", read_control_id, Need::kRequired},
    {"summary", line<&Control::summary>, Need::kRequired},
    {"outside", line<&Control::outside>},
    {"policies", member<&Control::policies>},
}};

void read_controls(ReadContext& context, const YamlNode& value, ControlFramework& into) {
  std::map<std::string, RegistryPlace> seen;
  for (const YamlNode& item : read_items(context, value, "a list of controls")) {
    Control& control = into.controls.emplace_back();
    read_mapping(context, item, "a control", kControlKeys, control);
    if (control.id.empty()) continue;
    const auto [first, is_new] = seen.emplace(control.id, control.place);
    if (is_new) continue;
    context.error(control.place, "a control with this id stands before, at line " +
                                     std::to_string(first->second.position.line) +
                                     "; take one of them out");
  }
}

template <auto& Choices>
void fixed(ReadContext& context, const YamlNode& value, ControlFramework&) {
  std::string ignored;
  read_choice(context, value, Choices, ignored);
}

constexpr std::array<KeyReader<ControlFramework>, 9> kKeys = {{
    {"apiVersion", fixed<kVersions>},
    {"kind", fixed<kKinds>},
    {"id", own_id<ControlFramework>, Need::kRequired},
    {"name", line<&ControlFramework::name>, Need::kRequired},
    {"version", line<&ControlFramework::version>, Need::kRequired},
    {"source", line<&ControlFramework::source>},
    {"verified", choice<&ControlFramework::verified, kVerified>},
    {"note", line<&ControlFramework::note>},
    {"controls", read_controls, Need::kRequired},
}};

// Adds the framework of one file, or what is wrong with it.
void add_framework(std::string_view yaml, const std::string& file,
                   std::vector<ControlFramework>& into, std::string& lines) {
  auto framework = parse_control_framework(yaml, file);
  std::string problem;
  if (!framework) {
    problem = framework.error().message;
  } else {
    for (const ControlFramework& other : into) {
      if (other.id != framework->id) continue;
      problem = to_string(
          RegistryProblem{framework->place, "a framework with this id exists already, in " +
                                                other.place.file + "; give yours another id"});
    }
  }
  if (problem.empty()) {
    into.push_back(std::move(*framework));
  } else {
    lines += (lines.empty() ? "" : "\n") + problem;
  }
}

}  // namespace

Result<ControlFramework> parse_control_framework(std::string_view yaml, const std::string& file) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml);
  if (!document) return fail(ErrorKind::kConfiguration, file + ":" + document.error().message);
  if (document->roots().size() != 1) {
    return fail(ErrorKind::kConfiguration,
                file + ":1:1: a file of a control framework is one YAML document");
  }
  std::vector<RegistryProblem> problems;
  ReadContext context(file, *document, problems);
  ControlFramework framework;
  framework.verified = "none";
  read_mapping(context, *document->roots().front(), "a control framework", kKeys, framework);
  if (!problems.empty()) return fail(ErrorKind::kConfiguration, lines_of(problems));
  return framework;
}

Result<std::vector<ControlFramework>> load_control_frameworks(
    const std::vector<std::string>& paths) {
  std::vector<ControlFramework> frameworks;
  std::string lines;
  for (const EmbeddedText& file : builtin_framework_files()) {
    add_framework(file.content, "builtin/" + std::string(file.name), frameworks, lines);
  }
  for (const std::string& path : paths) {
    KEYHOUND_TRY(const std::vector<std::string> files, yaml_files_at(path, kMostFiles));
    for (const std::string& file : files) {
      KEYHOUND_TRY(const std::string text, read_file(file, kLargestFile));
      add_framework(text, file, frameworks, lines);
    }
  }
  if (!lines.empty()) return fail(ErrorKind::kConfiguration, lines);
  std::sort(frameworks.begin(), frameworks.end(),
            [](const ControlFramework& a, const ControlFramework& b) { return a.id < b.id; });
  return frameworks;
}

Result<const ControlFramework*> find_framework(const std::vector<ControlFramework>& frameworks,
                                               std::string_view id) {
  std::vector<std::string_view> known;
  std::string all;
  for (const ControlFramework& framework : frameworks) {
    if (framework.id == id) return &framework;
    known.push_back(framework.id);
    all += (all.empty() ? "" : ", ") + framework.id;
  }
  const std::string_view nearest = nearest_key(id, known);
  const std::string hint = nearest.empty() ? "" : "; did you mean '" + std::string(nearest) + "'?";
  return fail(ErrorKind::kUsage, "there is no control framework '" + std::string(id) +
                                     "'; there are " + all + hint +
                                     (hint.empty() ? "; --controls adds files of others" : ""));
}

bool is_control_within(std::string_view id, std::string_view control) {
  if (!id.starts_with(control)) return false;
  if (id.size() == control.size()) return true;
  const char next = id[control.size()];
  return !control.empty() && !is_alnum_ascii(next);
}

}  // namespace keyhound
