// SPDX-License-Identifier: Apache-2.0
// Kubernetes: manifests, and Helm charts with their values. Manifests are known by their shape;
// templates of charts that are no YAML yet are read line by line.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/
// https://helm.sh/docs/topics/charts/
#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/kubernetes/kube_objects.h"
#include "scanner/pipelines/platforms/kubernetes/kube_values.h"

namespace keyhound {
namespace {

bool is_yaml(std::string_view path) { return path.ends_with(".yml") || path.ends_with(".yaml"); }

// Whether a folder of the path has one of the names.
bool is_below(std::string_view path, std::initializer_list<std::string_view> names) {
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = path.find('/', begin);
    if (end == std::string_view::npos) return false;
    const std::string_view folder = path.substr(begin, end - begin);
    if (std::find(names.begin(), names.end(), folder) != names.end()) return true;
    begin = end + 1;
  }
  return false;
}

// values.yaml, values-prod.yaml, values.prod.yaml, and the templates of a chart.
bool has_path(std::string_view path) {
  if (!is_yaml(path)) return false;
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  if (name.starts_with("values.") || name.starts_with("values-") || name.starts_with("values_"))
    return true;
  return is_below(path, {"chart", "charts", "helm"}) && is_below(path, {"templates"});
}

bool is_tekton(const YamlNode& root) {
  return text_of(at(&root, "apiVersion")).find("tekton.dev/") != std::string_view::npos;
}

bool has_shape(const YamlDocument& document) {
  bool has_object = false;
  for (const YamlNode* root : document.roots()) {
    if (is_tekton(*root)) return false;
    has_object = has_object || is_kube_object(*root);
  }
  return has_object;
}

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  DefinitionBuilder builder(source, read_kube_value, into);
  KubeWalk walk(builder);
  for (const YamlNode* root : source.yaml->roots()) {
    if (at(root, "kind") != nullptr) {
      read_kube_object(builder, walk, *root);
    } else if (is_mapping(root) && has_path(source.path)) {
      into.form = "chart values";
      read_chart_values(walk, *root);
    }
  }
  if (!walk.is_complete())
    diagnostics.push_back({"large-definition", std::string(source.path),
                           "its aliases make more of it than is read; its text was scanned", true});
}

}  // namespace

extern const Platform kKubernetesPlatform;
const Platform kKubernetesPlatform = {
    .id = "kubernetes",
    .name = "Kubernetes",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "apiVersion",
    .read = read,
};

}  // namespace keyhound
