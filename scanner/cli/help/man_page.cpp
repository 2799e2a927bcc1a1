// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/man_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <span>

#include "scanner/cli/help/program_facts.h"
#include "scanner/cli/help/troff.h"

namespace keyhound {
namespace {

class ManPage {
 public:
  void section(std::string_view title) {
    text_ += fmt::format(".SH {}\n", title);
    has_paragraph_ = true;
  }
  void subsection(std::string_view title) {
    text_ += fmt::format(".SS {}\n", troff_argument(title));
    has_paragraph_ = true;
  }
  // Begins a paragraph, which a section does by itself. `troff` is ready.
  void paragraph_line(const std::string& troff) {
    if (!has_paragraph_) text_ += ".PP\n";
    line(troff);
  }
  void paragraph(std::string_view text) { paragraph_line(troff_text(text)); }
  // A term, ready for troff, with its explanation.
  void entry(const std::string& term, std::string_view text) {
    text_ += ".TP\n" + term + "\n";
    has_paragraph_ = false;
    while (true) {
      const std::string_view line = first_line(text);
      text_ += troff_text(line) + "\n";
      if (line.size() == text.size()) return;
      text.remove_prefix(line.size() + 1);
      text_ += ".br\n";
    }
  }
  void facts(std::span<const ProgramFact> facts) {
    for (const ProgramFact& fact : facts) entry(troff_bold(fact.name), fact.text);
  }
  void line(const std::string& troff) {
    text_ += troff + "\n";
    has_paragraph_ = false;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  bool has_paragraph_ = false;  // nothing stands in it yet
};

std::string usage_of(const OptionInfo& argument) {
  const std::string value = troff_italic(argument.value) + (argument.is_repeatable ? " ..." : "");
  return argument.is_required ? value : "[" + value + "]";
}

void write_synopsis(ManPage& page, const CommandInfo& command) {
  std::string line = troff_bold(command.path);
  if (!command.options.empty()) line += " [" + troff_italic("options") + "]";
  for (const OptionInfo& argument : command.arguments) line += " " + usage_of(argument);
  page.paragraph_line(line);
}

std::string term_of(const OptionInfo& option) {
  if (option.names.empty()) return troff_italic(option.value);
  std::string term;
  for (const std::string& name : option.names)
    term += (term.empty() ? "" : ", ") + troff_bold(name);
  return option.value.empty() ? term : term + " " + troff_italic(option.value);
}

void write_option(ManPage& page, const OptionInfo& option) {
  std::string text = option.description;
  if (!option.default_text.empty()) text += fmt::format(" [{}]", option.default_text);
  if (option.is_required && !option.names.empty()) text += " (required)";
  page.entry(term_of(option), text + (text.ends_with(')') ? "" : "."));
}

void write_examples(ManPage& page, const std::vector<std::string>& examples) {
  if (examples.empty()) return;
  page.paragraph_line("Examples:");
  page.line(".RS 4\n.nf");
  for (const std::string& example : examples) page.line(troff_text(example));
  page.line(".fi\n.RE");
}

void write_command(ManPage& page, const CommandInfo& command) {
  page.subsection(command.path);
  page.paragraph(command.description + ".");
  if (!command.needs_subcommand) {
    write_synopsis(page, command);
    for (const OptionInfo& argument : command.arguments) write_option(page, argument);
    for (const OptionInfo& option : command.options) {
      if (option.name != "--help") write_option(page, option);
    }
  }
  write_examples(page, command.subcommands.empty() ? command.examples : std::vector<std::string>());
  for (const CommandInfo& sub : command.subcommands) write_command(page, sub);
}

void write_overview(ManPage& page, const CommandInfo& program) {
  page.section("DESCRIPTION");
  page.paragraph(program.description);
  page.paragraph(
      "No command uses the network. Reports never hold a secret. A file, object or definition that "
      "could not be read is told as such, and never counts as clean.");
  for (const CommandInfo& command : program.subcommands)
    page.entry(troff_bold(command.path), command.description + ".");
  page.section("OPTIONS");
  page.paragraph("Every command knows --help.");
  for (const OptionInfo& option : program.options) write_option(page, option);
}

}  // namespace

std::string man_page(const CommandInfo& program, std::string_view version) {
  ManPage page;
  page.line(fmt::format(".TH KEYHOUND 1 \"\" {} {}",
                        troff_argument(fmt::format("keyhound {}", version)),
                        troff_argument("User Commands")));
  page.line(".ad l\n.nh");  // long options are not cut, lines not stretched
  page.section("NAME");
  page.line("keyhound \\- find credentials in git repositories and pipelines, and judge them");
  page.section("SYNOPSIS");
  page.line(fmt::format("{} {} [{}] [{}]", troff_bold(program.name), troff_italic("COMMAND"),
                        troff_italic("options"), troff_italic("arguments")));
  write_overview(page, program);
  page.section("COMMANDS");
  for (const CommandInfo& command : program.subcommands) write_command(page, command);
  page.section("EXIT STATUS");
  page.facts(exit_code_facts());
  page.section("ENVIRONMENT");
  page.facts(environment_facts());
  page.section("FILES");
  page.facts(file_facts());
  page.section("SEE ALSO");
  page.line(".BR git (1),\n.BR gitignore (5)");
  return page.take();
}

}  // namespace keyhound
