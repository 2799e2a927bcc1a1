// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/jenkins/jenkins_requests.h"

namespace keyhound {
namespace {

const GroovyValue* entry_of(const GroovyValue& map, std::string_view name) {
  for (const GroovyEntry& entry : map.entries)
    if (entry.name == name) return &entry.value;
  return nullptr;
}

class RequestReader {
 public:
  RequestReader(const GroovyScript& script, std::string_view file) : script_(script), file_(file) {}

  std::vector<JenkinsText> run(const GroovyNode& node) {
    if (!node.arguments.empty()) add(&node.arguments.front());
    for (const std::string_view name : {"url", "requestBody"}) add(node.find(name));
    if (const GroovyValue* headers = node.find("customHeaders")) {
      for (const GroovyValue& header : headers->items)
        if (!is_masked(header)) add(entry_of(header, "value"));
    }
    return std::move(texts_);
  }

 private:
  void add(const GroovyValue* value) {
    if (value == nullptr) return;
    auto text = read_jenkins_text(script_, file_, *value);
    if (text && !text->text.text.empty()) texts_.push_back(std::move(*text));
  }

  [[nodiscard]] bool is_masked(const GroovyValue& header) const {
    const GroovyValue* mask = entry_of(header, "maskValue");
    return mask != nullptr && file_.substr(mask->range.begin, mask->range.size()) == "true";
  }

  const GroovyScript& script_;
  std::string_view file_;
  std::vector<JenkinsText> texts_;
};

}  // namespace

std::vector<JenkinsText> read_jenkins_request(const GroovyScript& script, std::string_view file,
                                              const GroovyNode& node) {
  return RequestReader(script, file).run(node);
}

}  // namespace keyhound
