// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/dockerfile/dockerfile_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/dockerfile/dockerfile_lines.h"
#include "scanner/pipelines/dockerfile/dockerfile_words.h"
#include "scanner/pipelines/reader_limits.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {
namespace {

using Keywords = std::array<std::string_view, 7>;
constexpr Keywords kCommands = {"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"};
constexpr Keywords kPairs = {"ENV", "ARG", "LABEL"};
constexpr Keywords kHeredocs = {"RUN", "COPY", "ADD"};
constexpr Keywords kJson = {"RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "SHELL", "ADD", "COPY"};

bool is_one_of(std::string_view keyword, const Keywords& keywords) {
  return !keyword.empty() && std::find(keywords.begin(), keywords.end(), keyword) != keywords.end();
}

bool is_heredoc_name(char c) { return is_alnum_ascii(c) || c == '_' || c == '-' || c == '.'; }

struct HeredocMark {
  std::string name;
  bool expands = true;
  bool strips_tabs = false;
};

// 3<<-"NAME" as a word; nullopt: it is none.
std::optional<HeredocMark> heredoc_mark(std::string_view word) {
  while (!word.empty() && is_digit_ascii(word.front())) word.remove_prefix(1);
  if (word.substr(0, 2) != "<<") return std::nullopt;
  word.remove_prefix(2);
  HeredocMark mark;
  if (!word.empty() && word.front() == '-') {
    mark.strips_tabs = true;
    word.remove_prefix(1);
  }
  if (!word.empty() && (word.front() == '"' || word.front() == '\'')) {
    mark.expands = false;
    word.remove_prefix(1);
  }
  const auto* const end = std::find_if_not(word.begin(), word.end(), is_heredoc_name);
  mark.name.assign(word.begin(), end);
  if (mark.name.empty()) return std::nullopt;
  return mark;
}

class Reader {
 public:
  explicit Reader(std::string_view text)
      : lines_(text.substr(0, kMostReaderBytes)), is_cut_(text.size() > kMostReaderBytes) {}

  Dockerfile read() {
    file_.escape = lines_.escape();
    file_.is_complete = !is_cut_;
    while (std::optional<SourceText> line = lines_.next()) {
      if (!count()) break;
      read_instruction(*line);
    }
    return std::move(file_);
  }

 private:
  // Whether one more thing is within the limit.
  bool count() {
    if (items_ >= kMostReaderItems) file_.is_complete = false;
    return items_++ < kMostReaderItems;
  }

  [[nodiscard]] TextRange word(const SourceText& text, std::uint32_t at) const {
    return dockerfile_word(text.text, at, lines_.escape());
  }
  [[nodiscard]] SourceText unquoted(const SourceText& text, TextRange range) const {
    return dockerfile_unquoted(text, range, lines_.escape());
  }

  void read_instruction(const SourceText& line) {
    DockerfileInstruction instruction;
    std::uint32_t at = read_keyword(line, 0, instruction);
    if (instruction.keyword == "ONBUILD" && !dockerfile_rest(line.text, at).empty()) {
      instruction.is_onbuild = true;
      at = read_keyword(line, at, instruction);
    }
    at = read_flags(line, at, instruction);
    if (instruction.keyword == "HEALTHCHECK") {
      const TextRange kind = word(line, at);
      const std::string_view text = line.text;
      if (to_upper_ascii(text.substr(kind.begin, kind.size())) == "CMD") at = kind.end;
    }
    instruction.text = part_of(line, dockerfile_rest(line.text, at));
    read_arguments(instruction);
    if (is_one_of(instruction.keyword, kHeredocs)) read_heredocs(instruction);
    instruction.range = {line.whole.begin, lines_.end()};
    if (instruction.keyword == "FROM") add_stage(instruction);
    instruction.stage = static_cast<std::uint32_t>(file_.stages.size()) - 1;
    file_.instructions.push_back(std::move(instruction));
  }

  static std::uint32_t read_keyword(const SourceText& line, std::uint32_t at,
                                    DockerfileInstruction& instruction) {
    const TextRange rest = dockerfile_rest(line.text, at);
    const std::string_view text = std::string_view(line.text).substr(0, rest.end);
    const std::size_t end = std::min(text.find_first_of(" \t\r\f\v", rest.begin), text.size());
    instruction.keyword = to_upper_ascii(text.substr(rest.begin, end - rest.begin));
    return static_cast<std::uint32_t>(end);
  }

  std::uint32_t read_flags(const SourceText& line, std::uint32_t at,
                           DockerfileInstruction& instruction) {
    const std::string_view text = line.text;
    for (TextRange range = word(line, at); text.compare(range.begin, 2, "--") == 0 && count();
         range = word(line, at)) {
      at = range.end;
      if (range.size() == 2) break;
      const std::uint32_t equals = dockerfile_equals(text, range, lines_.escape());
      DockerfileFlag& flag = instruction.flags.emplace_back();
      flag.name = text.substr(range.begin + 2, equals - range.begin - 2);
      flag.range = line.source_of(range);
      if (equals == range.end) continue;
      flag.value = unquoted(line, {equals + 1, range.end});
      read_options(flag);
    }
    return at;
  }

  void read_options(DockerfileFlag& flag) {
    const std::string_view text = flag.value->text;
    for (std::size_t at = 0; at <= text.size() && count();) {
      const auto end = static_cast<std::uint32_t>(std::min(text.find(',', at), text.size()));
      const auto begin = static_cast<std::uint32_t>(at);
      const auto equals = static_cast<std::uint32_t>(
          std::min<std::size_t>(text.substr(0, end).find('=', begin), end));
      DockerfilePair& option = flag.options.emplace_back();
      option.key = part_of(*flag.value, {begin, equals});
      if (equals < end) option.value = part_of(*flag.value, {equals + 1, end});
      at = end + 1;
    }
  }

  void read_arguments(DockerfileInstruction& instruction) {
    if (is_one_of(instruction.keyword, kPairs)) return read_pairs(instruction);
    if (is_one_of(instruction.keyword, kJson) || instruction.keyword == "VOLUME") {
      if (auto strings = dockerfile_json(instruction.text)) {
        instruction.is_json = true;
        items_ += strings->size();
        instruction.arguments = std::move(*strings);
        return;
      }
    }
    if (is_one_of(instruction.keyword, kCommands)) return;
    const SourceText& text = instruction.text;
    for (TextRange range = word(text, 0); !range.empty() && count();
         range = word(text, range.end)) {
      instruction.arguments.push_back(unquoted(text, range));
    }
  }

  void read_pairs(DockerfileInstruction& instruction) {
    const SourceText& text = instruction.text;
    const char escape = lines_.escape();
    TextRange range = word(text, 0);
    const bool is_old = instruction.keyword != "ARG" && !range.empty() &&
                        dockerfile_equals(text.text, range, escape) == range.end;
    if (is_old) {
      const TextRange rest = dockerfile_rest(text.text, range.end);
      instruction.pairs.push_back({unquoted(text, range), std::nullopt});
      if (!rest.empty()) instruction.pairs.back().value = unquoted(text, rest);
      return;
    }
    for (; !range.empty() && count(); range = word(text, range.end)) {
      const std::uint32_t equals = dockerfile_equals(text.text, range, escape);
      instruction.pairs.push_back({unquoted(text, {range.begin, equals}), std::nullopt});
      if (equals < range.end) {
        instruction.pairs.back().value = unquoted(text, {equals + 1, range.end});
      }
    }
  }

  void read_heredocs(DockerfileInstruction& instruction) {
    const std::string_view text = instruction.text.text;
    if (instruction.is_json || text.find("<<") == std::string_view::npos) return;
    for (TextRange range = word(instruction.text, 0); !range.empty() && count();
         range = word(instruction.text, range.end)) {
      auto mark = heredoc_mark(text.substr(range.begin, range.size()));
      if (!mark) continue;
      std::optional<SourceText> content = lines_.read_heredoc(mark->name, mark->strips_tabs);
      if (content) {
        instruction.heredocs.push_back({std::move(mark->name), mark->expands, std::move(*content)});
      } else {
        file_.is_complete = false;
      }
    }
  }

  // FROM image AS name
  void add_stage(const DockerfileInstruction& from) {
    DockerfileStage& stage = file_.stages.emplace_back();
    stage.instruction = static_cast<std::uint32_t>(file_.instructions.size());
    if (!from.arguments.empty()) stage.image = from.arguments[0];
    if (from.arguments.size() > 2 && to_upper_ascii(from.arguments[1].text) == "AS") {
      stage.name = from.arguments[2];
    }
  }

  DockerfileLines lines_;
  bool is_cut_;
  Dockerfile file_;
  std::size_t items_ = 0;
};

}  // namespace

const SourceText* DockerfileFlag::find(std::string_view option) const {
  const auto found = std::find_if(options.begin(), options.end(), [&](const DockerfilePair& pair) {
    return pair.key.text == option;
  });
  return found == options.end() || !found->value ? nullptr : &*found->value;
}

const DockerfileFlag* DockerfileInstruction::find_flag(std::string_view name) const {
  const auto found = std::find_if(flags.begin(), flags.end(),
                                  [&](const DockerfileFlag& flag) { return flag.name == name; });
  return found == flags.end() ? nullptr : &*found;
}

Dockerfile read_dockerfile(std::string_view text) { return Reader(text).read(); }

}  // namespace keyhound
