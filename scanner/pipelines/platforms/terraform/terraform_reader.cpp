// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/terraform/terraform_reader.h"

#include <algorithm>

#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/exec_script.h"
#include "scanner/pipelines/platforms/terraform/terraform_stores.h"

namespace keyhound {
namespace {

// Expressions are parsed, not searched for in texts: see refer().
ValueReading read_nothing(DefinitionBuilder&, const SourceText&, const ValuePlace&) { return {}; }

bool is_text(const HclValue& value) {
  return value.kind == HclValueKind::kString || value.kind == HclValueKind::kHeredoc;
}

bool is_true(const HclBlock& block, std::string_view name, std::string_view source) {
  const HclAttribute* attribute = block.find(name);
  return attribute != nullptr && attribute->value.kind == HclValueKind::kBool &&
         source.substr(attribute->value.range.begin, attribute->value.range.size()) == "true";
}

// "resource/aws_instance/web".
std::string path_of(const HclBlock& block) {
  std::string path = block.type;
  for (const SourceText& label : block.labels) path = key_path(path, label.text);
  return path;
}

bool is_structure(const HclValue& value) {
  return value.kind == HclValueKind::kObject || value.kind == HclValueKind::kList;
}

// What is read in a value, but for lists and objects in it, which are bindings of their own.
void add_own_references(const HclValue& value, std::vector<TextRange>& into) {
  into.insert(into.end(), value.references.begin(), value.references.end());
  for (const HclValue& item : value.items)
    if (!is_structure(item)) add_own_references(item, into);
}

// Whether what is read of a data source may be the secret itself.
bool shows_value(std::string_view name) {
  const std::string_view last = name.substr(name.find_last_of('.') + 1);
  for (const std::string_view one : {"arn", "id", "name", "version", "version_id", "path", "tags",
                                     "version_stages", "created_date", "secret_id", "type"})
    if (last == one) return false;
  return true;
}

// "a.b" of "a.b.c", "a.b[0].c".
std::string_view first_two(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return name;
  return name.substr(0, name.find_first_of(".[", dot + 1));
}

}  // namespace

TerraformReader::TerraformReader(const HclFile& file, const DefinitionSource& source,
                                 Definition& into)
    : file_(file), into_(into), builder_(source, read_nothing, into) {}

std::string_view TerraformReader::source_of(TextRange range) const {
  return builder_.text().substr(range.begin, range.size());
}

void TerraformReader::read() {
  note_names();
  const HclBlock& root = file_.blocks.front();
  // A file of variables has nothing but attributes; a configuration has none outside of blocks.
  for (const HclAttribute& one : root.attributes)
    bind({BindingKind::kVariable}, one.name, one.name_range, one.value, one.name);
  for (const std::uint32_t index : root.blocks) read_block(file_.blocks[index]);
}

// Blocks may be used before they stand there.
void TerraformReader::note_names() {
  for (const std::uint32_t index : file_.blocks.front().blocks) {
    const HclBlock& block = file_.blocks[index];
    if (block.type == "variable" && block.labels.size() == 1)
      variables_[block.labels[0].text] = is_true(block, "sensitive", builder_.text());
    const bool reads = block.type == "data" || block.type == "ephemeral";
    if (!reads || block.labels.size() != 2) continue;
    if (auto reference = secret_of_data(block))
      data_[block.labels[0].text + "." + block.labels[1].text] = std::move(*reference);
  }
}

void TerraformReader::read_block(const HclBlock& block) {
  const std::string path = path_of(block);
  if (block.type == "variable") {
    read_variable(block, path);
  } else if (block.type == "output") {
    read_output(block, path);
  } else if (block.type == "data" || block.type == "ephemeral") {
    read_data(block, path);
  } else if (block.type == "provider" || block.type == "terraform") {
    read_body(block, {BindingKind::kProviderArgument}, path);
  } else if (block.type == "locals") {
    read_body(block, {BindingKind::kVariable}, path);
  } else {
    read_body(block, {BindingKind::kInput}, path);
  }
}

void TerraformReader::read_variable(const HclBlock& block, const std::string& path) {
  const HclAttribute* value = block.find("default");
  if (value == nullptr || block.labels.size() != 1) return;
  bind({BindingKind::kParameter, is_true(block, "sensitive", builder_.text())},
       block.labels[0].text, block.labels[0].whole, value->value, key_path(path, "default"));
}

void TerraformReader::read_output(const HclBlock& block, const std::string& path) {
  const HclAttribute* value = block.find("value");
  if (value == nullptr || block.labels.size() != 1) return;
  const bool is_hidden =
      is_true(block, "sensitive", builder_.text()) || is_true(block, "ephemeral", builder_.text());
  bind({BindingKind::kOutput, is_hidden}, block.labels[0].text, block.labels[0].whole, value->value,
       key_path(path, "value"));
}

void TerraformReader::read_data(const HclBlock& block, const std::string& path) {
  if (auto reference = secret_of_data(block)) {
    reference->key_path = path;
    reference->sink = SecretSink::kInput;
    if (block.labels.size() > 1) reference->bound_as = block.labels[1].text;
    builder_.add(std::move(*reference));
  }
  read_body(block, {BindingKind::kInput}, path);
}

void TerraformReader::read_body(const HclBlock& block, const Place& place,
                                const std::string& path) {
  for (const HclAttribute& one : block.attributes) {
    const std::string inner = key_path(path, one.name);
    if (!read_script(block, one, inner)) bind(place, one.name, one.name_range, one.value, inner);
  }
  for (const std::uint32_t index : block.blocks) {
    const HclBlock& inner = file_.blocks[index];
    read_body(inner, place, key_path(path, path_of(inner)));
  }
}

// What a machine runs when it starts, and commands of provisioners.
bool TerraformReader::read_script(const HclBlock& block, const HclAttribute& attribute,
                                  const std::string& path) {
  const bool is_start = attribute.name == "user_data" || attribute.name == "startup_script" ||
                        attribute.name == "metadata_startup_script";
  const bool is_command =
      block.type == "provisioner" && (attribute.name == "command" || attribute.name == "inline");
  if (!is_start && !is_command) return false;
  std::vector<const HclValue*> values;
  if (is_text(attribute.value)) values.push_back(&attribute.value);
  for (const HclValue& item : attribute.value.items)
    if (!is_text(attribute.value) && is_text(item)) values.push_back(&item);
  SourceText text;
  for (const HclValue* value : values) append_line(text, value->text);
  if (text.text.empty()) return false;
  Binding binding;
  binding.key_path = path;
  Script script;
  script.language = language_of_script(text.text, ScriptLanguage::kPosix);
  script.key_path = path;
  script.runs_in = is_start ? "the machine's start" : "terraform apply";
  if (values.size() == 1)
    for (const HclInterpolation& one : values.front()->interpolations)
      script.templates.push_back({one.value, {}, {}});
  const std::size_t first = into_.references.size();
  refer(attribute.value, binding);
  // Which reference is in which interpolation; both are by place.
  std::size_t one = first;
  for (std::size_t i = 0; i < script.templates.size(); ++i) {
    const TextRange inside = values.front()->interpolations[i].source;
    for (; one < into_.references.size() && into_.references[one].range.begin < inside.end; ++one)
      if (into_.references[one].range.begin >= inside.begin)
        script.templates[i].references.push_back(static_cast<FactIndex>(one));
  }
  for (one = first; one < into_.references.size(); ++one)
    into_.references[one].sink = SecretSink::kScript;
  script.text = std::move(text);
  into_.scripts.push_back(std::move(script));
  return true;
}

void TerraformReader::bind(const Place& place, const std::string& name, TextRange name_range,
                           const HclValue& value, const std::string& path) {
  for (const HclEntry& entry : value.entries)
    bind(place, entry.key, entry.key_range, entry.value, key_path(path, entry.key));
  for (const HclValue& item : value.items)
    if (is_structure(item)) bind(place, name, name_range, item, path);
  if (value.kind == HclValueKind::kObject) return;
  Binding binding;
  binding.kind = place.kind;
  binding.name = name;
  binding.name_range = name_range;
  binding.value = is_text(value) ? value.text : SourceText{{}, value.range, {}};
  binding.value.whole = value.range;
  binding.key_path = path;
  binding.is_sensitive = place.is_sensitive;
  binding.is_literal = is_text(value) && value.interpolations.empty() && !value.text.text.empty();
  if (into_.bindings.size() >= DefinitionBuilder::kMostBindings) return;
  refer(value, binding);
  builder_.add(std::move(binding));
}

void TerraformReader::refer(const HclValue& value, Binding& binding) {
  std::vector<TextRange> ranges;
  add_own_references(value, ranges);
  std::sort(ranges.begin(), ranges.end());
  for (const TextRange range : ranges) {
    const std::string_view name = source_of(range);
    if (name.starts_with("var.")) {
      const std::string_view variable = first_two(name).substr(4);
      const auto known = variables_.find(variable);
      const bool is_sensitive = known != variables_.end() && known->second;
      if (!is_sensitive && !is_credential_name(variable)) continue;
      SecretReference reference;
      reference.store = "terraform-variables";
      reference.name = std::string(variable);
      reference.id = reference.name;
      reference.confidence = is_sensitive ? Confidence::kHigh : Confidence::kMedium;
      add_reference(std::move(reference), range, binding);
      continue;
    }
    const std::size_t dot = name.find('.');
    const std::string_view first = name.substr(0, dot);
    if (dot == std::string_view::npos || (first != "data" && first != "ephemeral")) continue;
    const auto found = data_.find(first_two(name.substr(dot + 1)));
    if (found != data_.end() && shows_value(name)) add_reference(found->second, range, binding);
  }
}

void TerraformReader::add_reference(SecretReference reference, TextRange range, Binding& binding) {
  reference.range = range;
  reference.key_path = binding.key_path;
  reference.bound_as = binding.name;
  reference.sink = sink_of(binding.kind);
  binding.references.push_back(builder_.add(std::move(reference)));
}

}  // namespace keyhound
