// SPDX-License-Identifier: Apache-2.0
// How two YAML documents differ in what they say: by the path of each value that is not the same.
// Layout, comments and the order of keys do not count; anchors, tags and whether a value is quoted
// do. Pure, thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/yaml/document.h"

namespace keyhound {

// By path ("jobs/build/steps/2/run"; a slash in a key is "~1"): the value's text, or nothing where
// the value is gone. Of an empty collection "{}" or "[]", of an alias "*name".
using YamlChanges = std::map<std::string, std::optional<std::string>>;

YamlChanges yaml_difference(const YamlDocument& before, const YamlDocument& after);

// The part of a path that a key is.
std::string path_part(std::string_view key);

}  // namespace keyhound
