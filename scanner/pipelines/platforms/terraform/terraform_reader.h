// SPDX-License-Identifier: Apache-2.0
// TerraformReader: the facts of one file of Terraform. Used by one thread, once; borrows the file
// and what it writes to.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/pipelines/hcl/hcl_reader.h"

namespace keyhound {

class TerraformReader {
 public:
  TerraformReader(const HclFile& file, const DefinitionSource& source, Definition& into);

  void read();

 private:
  // Of the values of a block.
  struct Place {
    BindingKind kind = BindingKind::kInput;
    bool is_sensitive = false;
  };

  void note_names();
  void read_block(const HclBlock& block);
  void read_variable(const HclBlock& block, const std::string& path);
  void read_output(const HclBlock& block, const std::string& path);
  void read_data(const HclBlock& block, const std::string& path);
  void read_body(const HclBlock& block, const Place& place, const std::string& path);
  bool read_script(const HclBlock& block, const HclAttribute& attribute, const std::string& path);
  void bind(const Place& place, const std::string& name, TextRange name_range,
            const HclValue& value, const std::string& path);
  void refer(const HclValue& value, Binding& binding);
  void add_reference(SecretReference reference, TextRange range, Binding& binding);
  [[nodiscard]] std::string_view source_of(TextRange range) const;

  const HclFile& file_;
  Definition& into_;
  DefinitionBuilder builder_;
  std::map<std::string, SecretReference, std::less<>> data_;  // by "type.name"
  std::map<std::string, bool, std::less<>> variables_;        // by name; whether it is sensitive
};

}  // namespace keyhound
