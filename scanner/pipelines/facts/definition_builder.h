// SPDX-License-Identifier: Apache-2.0
// DefinitionBuilder: adds facts to a Definition; the part of reading that platforms share. Used by
// one thread for one file; borrows what it is made of.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/facts/yaml_access.h"
#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {

// Where a value stands, for the references in it.
struct ValuePlace {
  Scope scope;
  SecretSink sink = SecretSink::kEnv;
  std::string_view bound_as;
  std::string_view key_path;
};

// What a platform's templates make of a value.
struct ValueReading {
  std::vector<TemplateRange> templates;  // of the value's text, in order
  bool is_literal = true;                // nothing in it is replaced, by the platform or by a shell
};

// Variables that a definition makes of others, with the names of those in their values.
using MadeVariables = std::map<std::string, std::vector<std::string>, std::less<>>;

// What all facts of one definition may take, roughly: aliases and merge keys let a small file
// describe a huge one.
inline constexpr std::size_t kMostFactBytes = std::size_t{64} << 20U;

class DefinitionBuilder {
 public:
  static constexpr std::size_t kMostBindings = 400'000;

  // Finds the templates in a value, and adds the references in them to the builder's definition.
  using ReadValue = ValueReading (*)(DefinitionBuilder& builder, const SourceText& value,
                                     const ValuePlace& place);

  DefinitionBuilder(const DefinitionSource& source, ReadValue read_value, Definition& into)
      : source_(source), read_value_(read_value), into_(into) {}

  [[nodiscard]] std::string_view text() const { return source_.text; }
  [[nodiscard]] const DefinitionSource& source() const { return source_; }
  [[nodiscard]] Definition& definition() { return into_; }
  [[nodiscard]] SourceText value_of(const YamlNode& node) const {
    return source_text_of(node, source_.text);
  }
  [[nodiscard]] TextRange range_of(const YamlNode& node) const {
    return keyhound::range_of(node, source_.text);
  }

  // kNoFact: the definition is full. References are added in any case.
  FactIndex add(Job job);
  FactIndex add(Step step);  // without a name, its number within the job becomes the name
  FactIndex add(SecretReference reference);
  FactIndex add(Binding binding);

  // kMostFactBytes are spent: nothing is added any more, and the definition says so.
  [[nodiscard]] bool is_full() const { return into_.is_cut_short; }
  // Counts what a reader is about to make of the file. False: the definition is full.
  bool take(std::size_t bytes);
  // Something was left out by another limit of the reader.
  void cut_short() { into_.is_cut_short = true; }

  // To be set before values are read.
  void set_made_variables(MadeVariables made) { made_variables_ = std::move(made); }
  [[nodiscard]] const MadeVariables& made_variables() const { return made_variables_; }

  // A job or step at a node, from its key's beginning where it has one.
  Job job_at(std::string_view id, const YamlNode* key, const YamlNode& node, std::string path);
  Step step_at(FactIndex job, const YamlNode& node, std::string path);

  // A binding of a scalar's value, with the references in it; of another node nothing. kNoFact:
  // nothing was added, also because aliases made kMostBindings of the file already.
  FactIndex bind(BindingKind kind, Scope scope, const MappingEntry& entry, std::string_view parent);
  // The same with a name and place that are not the entry's.
  FactIndex bind(BindingKind kind, Scope scope, std::string name, TextRange name_range,
                 SourceText value, std::string path);
  // All entries of a mapping. `merged`: with its `<<` keys.
  void bind_all(BindingKind kind, Scope scope, const YamlNode* mapping, std::string_view path,
                bool merged = false);

  // A script: its text, or the items of a sequence (and of sequences in it), one a line.
  void script(Scope scope, const YamlNode* node, std::string path,
              ScriptLanguage language = ScriptLanguage::kPosix);
  FactIndex script(Scope scope, SourceText text, std::string path, ScriptLanguage language);

  // The lines of the value, or the items of the sequence, as patterns of files.
  std::vector<SourceText> paths(const YamlNode* node);

  // References in a value that is bound to nothing.
  ValueReading read(const SourceText& value, const ValuePlace& place);

 private:
  void append_lines(const YamlNode* node, int depth, SourceText& into);
  bool take_fact(std::size_t text_bytes);

  std::size_t bytes_ = 0;
  MadeVariables made_variables_;
  const DefinitionSource& source_;
  ReadValue read_value_;
  Definition& into_;
  std::map<FactIndex, std::size_t> steps_of_job_;  // how many there are
};

// Tells that a file's aliases make more of it than the budget of its walk allowed.
void tell_spent(const YamlWalkBudget& budget, const DefinitionSource& source,
                std::vector<Diagnostic>& diagnostics);

// The kind of sink that a binding is.
SecretSink sink_of(BindingKind kind);

// The language of a shell's name: bash, pwsh, cmd, python. Empty: POSIX.
ScriptLanguage language_of(std::string_view shell);

// The parts of a value between line ends, without blanks around them; none of them empty.
std::vector<SourceText> lines_of(const SourceText& value);
// Adds a line to a text of lines.
void append_line(SourceText& text, SourceText line);

}  // namespace keyhound
