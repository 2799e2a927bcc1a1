// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/jenkins/jenkins_texts.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {
namespace {

constexpr std::string_view kEnvironment = "env.";

bool is_name(char c) { return is_alnum_ascii(c) || c == '_'; }

// Puts a text together from strings and code.
class TextBuilder {
 public:
  explicit TextBuilder(std::string_view file) : file_(file), builder_(file) {}

  void put(std::string_view bytes) { builder_.put(bytes); }

  void add(const GroovyString& string) {
    text_.is_interpolated = text_.is_interpolated || interpolates(string.quote);
    std::uint32_t done = 0;
    const auto size = static_cast<std::uint32_t>(string.value.text.size());
    for (const GroovyInterpolation& one : string.interpolations) {
      copy(string.value, {done, one.value.begin});
      const std::uint32_t begin = builder_.size();
      builder_.copy(string.value, one.value);
      TemplateRange& range = text_.templates.emplace_back();
      range.range = {begin, builder_.size()};
      for (const std::string& path : one.paths) add_variable(path, range);
      done = one.value.end;
    }
    copy(string.value, {done, size});
  }

  // Code between strings, of which only what it names counts.
  void add_code(TextRange code) {
    const std::string_view text = file_.substr(code.begin, code.size());
    std::vector<std::string> names = variables_in(text);
    if (names.empty()) return;
    const std::size_t first = text.find_first_not_of(" \t\r\n+");
    const std::size_t last = text.find_last_not_of(" \t\r\n+") + 1;
    const std::uint32_t begin = builder_.size();
    builder_.copy({code.begin + static_cast<std::uint32_t>(first),
                   code.begin + static_cast<std::uint32_t>(last)});
    text_.templates.push_back({{begin, builder_.size()}, {}, std::move(names)});
    text_.is_interpolated = true;
  }

  void quote_for_shell() { is_quoted_ = true; }

  JenkinsText finish(TextRange whole) {
    text_.text = builder_.finish(whole);
    return std::move(text_);
  }

 private:
  static void add_variable(std::string_view path, TemplateRange& range) {
    if (path.starts_with(kEnvironment)) path.remove_prefix(kEnvironment.size());
    path = path.substr(0, path.find('.'));
    if (!path.empty()) range.variables.emplace_back(path);
  }

  // A quote would end the shell's string.
  void copy(const SourceText& value, TextRange range) {
    const std::string_view bytes = value.text;
    std::uint32_t done = range.begin;
    for (std::uint32_t at = range.begin; is_quoted_ && at < range.end; ++at) {
      if (bytes[at] != '\'') continue;
      builder_.copy(value, {done, at});
      builder_.put(R"('\'')");
      done = at + 1;
    }
    builder_.copy(value, {done, range.end});
  }

  std::string_view file_;
  SourceTextBuilder builder_;
  JenkinsText text_;
  bool is_quoted_ = false;
};

// Adds the strings of a value, and the code between them. False: there is no string.
bool add_value(const GroovyScript& script, const GroovyValue& value, TextBuilder& builder) {
  if (const GroovyString* string = script.string_of(value)) {
    builder.add(*string);
    return true;
  }
  if (value.kind != GroovyValueKind::kExpression) return false;
  bool has_string = false;
  for (const GroovyValue& item : value.items)
    has_string = has_string || item.kind == GroovyValueKind::kString;
  if (!has_string) return false;
  std::uint32_t done = value.range.begin;
  for (const GroovyValue& item : value.items) {
    if (item.kind != GroovyValueKind::kString) continue;
    if (done < item.range.begin) builder.add_code({done, item.range.begin});
    builder.add(script.strings[item.index]);
    done = item.range.end;
  }
  if (done < value.range.end) builder.add_code({done, value.range.end});
  return true;
}

}  // namespace

std::vector<std::string> variables_in(std::string_view code) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < code.size();) {
    if (!is_name(code[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < code.size() && is_name(code[at])) ++at;
    std::string_view name = code.substr(begin, at - begin);
    const bool is_member = begin > 0 && code[begin - 1] == '.';
    const bool is_of_environment =
        is_member && begin >= kEnvironment.size() &&
        code.substr(begin - kEnvironment.size(), kEnvironment.size()) == kEnvironment;
    const bool is_called = at < code.size() && (code[at] == '(' || code[at] == ':');
    if ((is_member && !is_of_environment) || is_called || is_digit_ascii(name.front())) continue;
    if (name != "env" && name != "params") names.emplace_back(name);
  }
  return names;
}

std::string variable_named_by(std::string_view code) {
  for (const std::string_view start :
       {std::string_view("\""), std::string_view("$"), std::string_view("{"), kEnvironment})
    if (code.starts_with(start)) code.remove_prefix(start.size());
  for (const char end : {'"', '}'})
    if (code.ends_with(end)) code.remove_suffix(1);
  return std::all_of(code.begin(), code.end(), is_name) ? std::string(code) : std::string();
}

std::optional<JenkinsText> read_jenkins_text(const GroovyScript& script, std::string_view file,
                                             const GroovyValue& value) {
  TextBuilder builder(file);
  if (!add_value(script, value, builder)) return std::nullopt;
  return builder.finish(value.range);
}

JenkinsText read_jenkins_echo(const GroovyScript& script, std::string_view file,
                              const GroovyValue& value) {
  TextBuilder builder(file);
  builder.quote_for_shell();
  builder.put("echo '");
  if (!add_value(script, value, builder)) builder.add_code(value.range);
  builder.put("'");
  return builder.finish(value.range);
}

JenkinsText captured(const JenkinsText& text) {
  constexpr std::string_view kOpen = "output=$(\n";
  SourceTextBuilder builder({});
  builder.put(kOpen);
  builder.copy(text.text, {0, static_cast<std::uint32_t>(text.text.text.size())});
  builder.put("\n)");
  JenkinsText result;
  result.text = builder.finish(text.text.whole);
  result.templates = text.templates;
  for (TemplateRange& one : result.templates) {
    one.range.begin += static_cast<std::uint32_t>(kOpen.size());
    one.range.end += static_cast<std::uint32_t>(kOpen.size());
  }
  result.is_interpolated = text.is_interpolated;
  return result;
}

const std::string* plain_text(const GroovyScript& script, const GroovyValue& value) {
  const GroovyString* string = script.string_of(value);
  return string != nullptr && string->interpolations.empty() ? &string->value.text : nullptr;
}

const std::string* plain_text(const GroovyScript& script, const GroovyValue* value) {
  return value == nullptr ? nullptr : plain_text(script, *value);
}

}  // namespace keyhound
