// SPDX-License-Identifier: Apache-2.0
// Objects of Kubernetes as facts: Secrets with what they hold, everything else with the Secrets
// that it names. Also of files whose other objects are Tekton's. Pure.
#pragma once

#include "scanner/pipelines/platforms/kubernetes/kube_walk.h"

namespace keyhound {

// Whether a document is an object: a group and version, and a kind.
bool is_kube_object(const YamlNode& root);
// "Secret/db"; the kind alone where it has no name.
std::string kube_name(const YamlNode& object);

// Adds the facts of an object, and of the objects of a List.
void read_kube_object(DefinitionBuilder& builder, KubeWalk& walk, const YamlNode& object);

// The values of a chart, which are no object.
void read_chart_values(KubeWalk& walk, const YamlNode& root);

}  // namespace keyhound
