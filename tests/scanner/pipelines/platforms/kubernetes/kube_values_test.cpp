// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/kubernetes/kube_values.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

struct Read {
  bool is_literal;
  std::vector<std::string> templates;
  std::size_t references;
};

Read read(std::string_view text, SecretSink sink) {
  Definition definition;
  const DefinitionSource source{"x", text, nullptr, nullptr};
  DefinitionBuilder builder(source, read_kube_value, definition);
  const auto size = static_cast<std::uint32_t>(text.size());
  const ValueReading reading =
      builder.read(SourceText::slice(text, {0, size}), {{}, sink, "X", "x"});
  Read result{reading.is_literal, {}, definition.references.size()};
  for (const TemplateRange& one : reading.templates)
    result.templates.emplace_back(text.substr(one.range.begin, one.range.size()));
  return result;
}

using Texts = std::vector<std::string>;

TEST_CASE("What Tekton and the cluster replace is told from commands of a shell") {
  const Read script =
      read("echo $(params.a) $(cat $(workspaces.b.path)/x) $(date)", SecretSink::kScript);
  CHECK(script.templates == Texts{"$(params.a)", "$(workspaces.b.path)"});
  CHECK_FALSE(script.is_literal);
  CHECK(read("$(date)", SecretSink::kScript).is_literal);
  CHECK(read("x-$(TOKEN)", SecretSink::kEnv).templates == Texts{"$(TOKEN)"});
  CHECK(read("$(a b)", SecretSink::kEnv).is_literal);
  CHECK(read("$(params.", SecretSink::kEnv).is_literal);
}

TEST_CASE("Marks of a template engine are no literal, and one of them is a token") {
  CHECK_FALSE(read("{{ .Values.x }}", SecretSink::kEnv).is_literal);
  CHECK(read("{{ .Values.x }}", SecretSink::kEnv).references == 0);
  CHECK(read("{{git_auth_secret}}", SecretSink::kEnv).references == 1);
  CHECK(read("{{ x", SecretSink::kEnv).is_literal);
  CHECK(read("{{ b }}$(params.a)", SecretSink::kEnv).templates == Texts{"{{ b }}", "$(params.a)"});
}

}  // namespace
}  // namespace keyhound
