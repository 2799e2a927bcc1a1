// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_evaluation.h"

#include <cmath>

#include "scanner/pipelines/expressions/github_coercion.h"

namespace keyhound {
namespace {

using Node = GithubNodeKind;

const ExpressionValue* item_at(const ExpressionArray& array, const ExpressionValue& key) {
  const double number = std::floor(github_to_number(key));
  if (!(number >= 0) || number >= static_cast<double>(array.items.size())) return nullptr;
  return &array.items[static_cast<std::size_t>(number)];
}

// What `key` chooses of an array or object; nullptr: nothing.
const ExpressionValue* item_of(const ExpressionValue& base, const ExpressionValue& key) {
  if (const auto* array = base.as_array()) return item_at(*array, key);
  const auto* object = base.as_object();
  return object != nullptr && key.is_primitive() ? object->find(github_to_text(key)) : nullptr;
}

void append_items(const ExpressionValue& base, std::vector<ExpressionValue>& out) {
  if (const auto* array = base.as_array()) {
    out.insert(out.end(), array->items.begin(), array->items.end());
  } else if (const auto* object = base.as_object()) {
    for (const auto& [key, value] : object->entries()) out.push_back(value);
  }
}

}  // namespace

GithubEvaluation::Value GithubEvaluation::evaluate(GithubNodeId id) {
  const GithubNode& node = expression_.nodes[id];
  switch (node.kind) {
    case Node::kNull:
      return ExpressionValue();
    case Node::kBool:
      return ExpressionValue::boolean(node.boolean);
    case Node::kNumber:
      return ExpressionValue::number(node.number);
    case Node::kString:
      return text(expression_.string_of(id));
    case Node::kContext:
      return context(id);
    case Node::kProperty: {
      const ExpressionValue key = ExpressionValue::text(std::string(expression_.name_of(id)));
      return select(node, &key);
    }
    case Node::kWildcard:
      return select(node, nullptr);
    case Node::kIndex: {
      const Value key = evaluate(expression_.nodes[node.first_child].next);
      return key ? select(node, &*key) : std::nullopt;
    }
    case Node::kCall:
      return call(id);
    case Node::kNot: {
      const Value value = evaluate(node.first_child);
      if (!value) return std::nullopt;
      return ExpressionValue::boolean(!github_truth(*value));
    }
    case Node::kAnd:
    case Node::kOr:
      return chain(node);
    default:
      return compare(node);
  }
}

GithubEvaluation::Value GithubEvaluation::context(GithubNodeId id) {
  if (const auto* found = contexts_.find(expression_.name_of(id))) return *found;
  return fail("Unrecognized named-value: '" + std::string(expression_.name_of(id)) + "'",
              "a context without a value");
}

GithubEvaluation::Value GithubEvaluation::compare(const GithubNode& node) {
  const Value left = evaluate(node.first_child);
  if (!left) return std::nullopt;
  const Value right = evaluate(expression_.nodes[node.first_child].next);
  if (!right) return std::nullopt;
  switch (node.kind) {
    case Node::kEqual:
      return ExpressionValue::boolean(github_equal(*left, *right));
    case Node::kNotEqual:
      return ExpressionValue::boolean(!github_equal(*left, *right));
    case Node::kLess:
      return ExpressionValue::boolean(github_less(*left, *right));
    case Node::kLessEqual:
      return ExpressionValue::boolean(github_less(*left, *right) || github_equal(*left, *right));
    case Node::kGreater:
      return ExpressionValue::boolean(github_less(*right, *left));
    default:
      return ExpressionValue::boolean(github_less(*right, *left) || github_equal(*left, *right));
  }
}

GithubEvaluation::Value GithubEvaluation::chain(const GithubNode& node) {
  Value value;
  for (GithubNodeId id = node.first_child; id != kNoGithubNode; id = expression_.nodes[id].next) {
    value = evaluate(id);
    if (!value || github_truth(*value) == (node.kind == Node::kOr)) break;
  }
  return value;
}

// `key` nullptr: a wildcard.
GithubEvaluation::Value GithubEvaluation::select(const GithubNode& node,
                                                 const ExpressionValue* key) {
  const Value base = evaluate(node.first_child);
  if (!base) return std::nullopt;
  if (const auto* array = base->as_array(); array != nullptr && array->is_filtered)
    return each_of(*array, key);
  if (key == nullptr) return all_of(*base);
  const ExpressionValue* found = item_of(*base, *key);
  return found == nullptr ? ExpressionValue() : *found;
}

GithubEvaluation::Value GithubEvaluation::all_of(const ExpressionValue& base) {
  ExpressionArray all;
  all.is_filtered = true;
  append_items(base, all.items);
  if (!charge(all.items.size() * sizeof(ExpressionValue))) return std::nullopt;
  return ExpressionValue::array(std::move(all));
}

GithubEvaluation::Value GithubEvaluation::each_of(const ExpressionArray& filtered,
                                                  const ExpressionValue* key) {
  ExpressionArray all;
  all.is_filtered = true;
  for (const ExpressionValue& item : filtered.items) {
    const std::size_t before = all.items.size();
    if (key == nullptr) {
      append_items(item, all.items);
    } else if (const ExpressionValue* found = item_of(item, *key)) {
      all.items.push_back(*found);
    }
    if (!charge((all.items.size() - before) * sizeof(ExpressionValue))) return std::nullopt;
  }
  return ExpressionValue::array(std::move(all));
}

GithubEvaluation::Value GithubEvaluation::text(std::string value) {
  if (!charge(2 * value.size())) return std::nullopt;
  return ExpressionValue::text(std::move(value));
}

bool GithubEvaluation::charge(std::size_t bytes) {
  if (bytes > memory_) {
    out_of_memory();
    return false;
  }
  memory_ -= bytes;
  return true;
}

std::nullopt_t GithubEvaluation::out_of_memory() {
  return fail("The maximum allowed memory size was exceeded", "a result too large", true);
}

std::nullopt_t GithubEvaluation::fail(std::string message, std::string summary, bool is_limit) {
  error_ = {GithubErrorKind::kEvaluation, is_limit, std::move(message), std::move(summary), {}};
  return std::nullopt;
}

}  // namespace keyhound
