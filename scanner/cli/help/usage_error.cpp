// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/usage_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/nearest_key.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/help/command_info.h"

namespace keyhound {
namespace {

const CLI::App& root_of(const CLI::App& app) {
  return app.get_parent() == nullptr ? app : root_of(*app.get_parent());
}

// "keyhound rules list".
std::string path_of(const CLI::App& app) {
  if (app.get_parent() == nullptr) return app.get_name();
  return path_of(*app.get_parent()) + " " + app.get_name();
}

// The same without the program's name, to begin a message with; empty for the program itself.
std::string context_of(const CLI::App& app) {
  const std::string path = path_of(app);
  const std::size_t blank = path.find(' ');
  return blank == std::string::npos ? "" : path.substr(blank + 1) + ": ";
}

// The command that the line reached.
const CLI::App& deepest_of(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : deepest_of(*parsed.back());
}

struct Leftover {
  const CLI::App* app = nullptr;
  std::string text;
};

// The first word that nothing took, and whose it would have been.
std::optional<Leftover> first_leftover(const CLI::App& app) {
  for (const std::string& word : app.remaining()) {
    if (word != "--") return Leftover{&app, word};
  }
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? std::nullopt : first_leftover(*parsed.back());
}

std::string_view without_dashes(std::string_view name) {
  name.remove_prefix(std::min(name.find_first_not_of('-'), name.size()));
  return name;
}

std::string_view nearest_of(std::string_view written, const std::vector<std::string>& known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  return nearest_key(written, views);
}

std::vector<std::string> subcommand_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands(std::function<bool(const CLI::App*)>()))
    names.push_back(sub->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;  // hidden
    names.insert(names.end(), option->get_lnames().begin(), option->get_lnames().end());
  }
  return names;
}

bool has_option(const CLI::App& app, const std::string& name) {
  const std::vector<std::string> names = option_names(app);
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The paths of the commands that know an option.
void collect_owners(const CLI::App& app, const std::string& name,
                    std::vector<std::string>& owners) {
  if (has_option(app, name)) owners.push_back(path_of(app));
  for (const CLI::App* sub : app.get_subcommands(std::function<bool(const CLI::App*)>()))
    collect_owners(*sub, name, owners);
}

std::string owners_hint(const CLI::App& app, const std::string& name) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> owners;
  collect_owners(root_of(app), name, owners);
  if (owners.empty() || owners.size() > kMost) return {};
  for (std::string& owner : owners) owner = "'" + owner + "'";
  return fmt::format("; it belongs to {}", fmt::join(owners, ", "));
}

std::string unknown_option(const Leftover& leftover) {
  const std::string written = leftover.text.substr(0, leftover.text.find('='));
  const std::string name(without_dashes(written));
  const CLI::App& reached = deepest_of(*leftover.app);
  if (&reached != leftover.app && has_option(reached, name)) {
    return fmt::format("'{}' belongs behind the command: '{} {}'", written, path_of(reached),
                       written);
  }
  std::string message =
      fmt::format("{}there is no option '{}'", context_of(*leftover.app), written);
  std::string hint;
  // One letter is near to every other.
  if (name.size() > 1) hint = nearest_of(name, option_names(*leftover.app));
  if (!hint.empty()) return fmt::format("{}. Did you mean --{}?", message, hint);
  return message + owners_hint(*leftover.app, name);
}

std::string unknown_command(const Leftover& leftover) {
  const std::vector<std::string> names = subcommand_names(*leftover.app);
  const bool has_arguments = !describe_command(*leftover.app).arguments.empty();
  if (names.empty() || has_arguments) {
    return fmt::format("{}'{}' is one argument too many", context_of(*leftover.app), leftover.text);
  }
  std::string message =
      fmt::format("{}there is no command '{}'", context_of(*leftover.app), leftover.text);
  const std::string_view near = nearest_of(leftover.text, names);
  if (!near.empty()) return fmt::format("{}. Did you mean '{}'?", message, near);
  if (leftover.app->get_parent() == nullptr) return message;
  return fmt::format("{}; choose from {}", message, fmt::join(names, ", "));
}

std::string missing_command(const CLI::App& app) {
  return fmt::format("{}a command is missing; choose from {}", context_of(app),
                     fmt::join(subcommand_names(app), ", "));
}

// The option that a message of CLI11 begins or speaks of; nullptr: none.
const CLI::Option* option_in(const CLI::App& app, const std::string& message) {
  const CLI::Option* found = nullptr;
  std::size_t longest = 0;
  for (const CLI::Option* option : app.get_options()) {
    const std::string name = option->get_name();
    const std::size_t at = message.find(name);
    if (at == std::string::npos || name.size() <= longest) continue;
    found = option;
    longest = name.size();
  }
  return found;
}

// "is not between 0 and 1024", of CLI11's "Value 9999 not in range 0 to 1024"; empty: it is not
// about a range.
std::string out_of_range(std::string_view message) {
  constexpr std::string_view kRange = "not in range ";
  constexpr std::string_view kTo = " to ";
  constexpr std::size_t kLongestNumber = 20;  // what is longer is the greatest that a type can hold
  const std::size_t at = message.find(kRange);
  if (at == std::string_view::npos) return {};
  message.remove_prefix(at + kRange.size());
  const std::size_t to = message.find(kTo);
  if (to == std::string_view::npos) return {};
  const std::string_view least = message.substr(0, std::min(to, message.find('.')));
  const std::string_view most = message.substr(to + kTo.size());
  if (most.size() > kLongestNumber) return fmt::format("is not {} or more", least);
  return fmt::format("is not between {} and {}", least, most);
}

// "--color: 'rainbow' is none of auto, always, never".
std::string wrong_value(const CLI::Option& option, const std::string& message) {
  const OptionInfo info = describe_option(option);
  const std::string given = option.results().empty() ? "" : option.results().back();
  // CLI11 has taken some values apart before it refuses them.
  const std::string shown = given.empty() ? "the value" : "'" + given + "'";
  if (info.kind != ValueKind::kChoice) {
    const std::string range = out_of_range(message);
    return fmt::format("{}: {} {}", info.name, shown,
                       range.empty() ? "is no " + info.value : range);
  }
  const std::string_view near = nearest_of(given, info.choices);
  return fmt::format("{}: {} is none of {}{}", info.name, shown, fmt::join(info.choices, ", "),
                     near.empty() ? "" : fmt::format(". Did you mean '{}'?", near));
}

std::string missing_value(const CLI::Option& option) {
  const OptionInfo info = describe_option(option);
  const auto most = static_cast<std::size_t>(std::max(option.get_expected_max(), 0));
  if (option.results().size() > most) return fmt::format("{} is given twice", info.name);
  const bool is_argument = info.names.empty();
  return fmt::format("{} {}: {}", info.name, is_argument ? "is missing" : "needs a value",
                     first_line(info.description));
}

template <class Kind>
bool is_a(const CLI::ParseError& error) {
  return dynamic_cast<const Kind*>(&error) != nullptr;
}

std::string explain(const CLI::App& reached, const CLI::ParseError& error) {
  const std::string message = error.what();
  const CLI::Option* option = option_in(reached, message);
  if (option != nullptr) {
    if (is_a<CLI::ConversionError>(error) || is_a<CLI::ValidationError>(error))
      return context_of(reached) + wrong_value(*option, message);
    if (is_a<CLI::ArgumentMismatch>(error)) return context_of(reached) + missing_value(*option);
    if (is_a<CLI::RequiredError>(error)) {
      const OptionInfo info = describe_option(*option);
      return fmt::format("{}{} is missing: {}", context_of(reached), info.name,
                         first_line(info.description));
    }
  }
  return context_of(reached) + message;
}

}  // namespace

Error explain_usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const bool may_be_mistyped = is_a<CLI::ExtrasError>(error) || is_a<CLI::RequiredError>(error);
  const auto leftover = may_be_mistyped ? first_leftover(app) : std::nullopt;
  const CLI::App& reached = leftover ? *leftover->app : deepest_of(app);
  std::string message;
  if (leftover) {
    message = leftover->text.starts_with('-') && leftover->text != "-" ? unknown_option(*leftover)
                                                                       : unknown_command(*leftover);
  } else if (reached.get_require_subcommand_min() > 0) {
    message = missing_command(reached);
  } else {
    message = explain(reached, error);
  }
  const bool lists_commands = reached.get_require_subcommand_min() > 0;
  return {ErrorKind::kUsage,
          fmt::format("{}\n'{} --help' lists the {} and shows examples.", message, path_of(reached),
                      lists_commands ? "commands" : "options")};
}

}  // namespace keyhound
