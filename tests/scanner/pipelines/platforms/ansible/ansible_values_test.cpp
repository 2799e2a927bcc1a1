// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/ansible/ansible_values.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

// "store:id" of each secret that a value names.
std::vector<std::string> named_in(const std::string& text) {
  Definition definition;
  const DefinitionSource source{"x", text, nullptr, nullptr};
  DefinitionBuilder builder(source, read_ansible_value, definition);
  const auto size = static_cast<std::uint32_t>(text.size());
  builder.read(SourceText::slice(text, {0, size}), {{}, SecretSink::kEnv, "X", "x"});
  std::vector<std::string> names;
  for (const SecretReference& one : definition.references)
    names.push_back(one.store + ":" + one.id);
  return names;
}

using Names = std::vector<std::string>;

TEST_CASE("Lookups of stores name secrets, in all ways of calling them") {
  CHECK(named_in("{{ query(\"hashi_vault\", \"kv/x\") }}") == Names{"vault:kv/x"});
  CHECK(named_in("{{ q( 'onepassword' , 'item', field='f') }}") == Names{"1password:item"});
  CHECK(named_in("{{ lookup('aws_ssm', path) }}") == Names{"aws-ssm:path"});
  CHECK(named_in("a {{ lookup('env', 'A_TOKEN') }} b {{ lookup('env', 'B_TOKEN') }}") ==
        Names{"environment:A_TOKEN", "environment:B_TOKEN"});
}

TEST_CASE("Other lookups, texts and broken expressions name none") {
  for (const std::string text :
       {"{{ lookup('file', 'x') }}", "{{ \"lookup('env', 'A_TOKEN')\" }}",
        "lookup('env', 'A_TOKEN')", "{{ lookup('env' }}", "{{ lookup( }}", "{{ lookup('env', ) }}",
        "{{ lookup('env', 'A", "{{ 'open }}", "{{ vault_port }}"}) {
    CAPTURE(text);
    CHECK(named_in(text).empty());
  }
}

}  // namespace
}  // namespace keyhound
