// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/jenkins/jenkins_reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/platforms/jenkins/jenkins_credentials.h"
#include "scanner/pipelines/platforms/jenkins/jenkins_requests.h"
#include "scanner/pipelines/platforms/jenkins/jenkins_scopes.h"
#include "scanner/pipelines/platforms/jenkins/jenkins_settings.h"
#include "scanner/pipelines/platforms/jenkins/jenkins_texts.h"

namespace keyhound {
namespace {

// Groovy has read what is interpolated: nothing is left to look for in a value.
ValueReading read_nothing(DefinitionBuilder&, const SourceText&, const ValuePlace&) { return {}; }

// The steps that run a script.
struct ShellStep {
  std::string_view name;
  ScriptLanguage language;
};
constexpr std::array<ShellStep, 4> kShellSteps = {{
    {"sh", ScriptLanguage::kPosix},
    {"bat", ScriptLanguage::kBatch},
    {"powershell", ScriptLanguage::kPowerShell},
    {"pwsh", ScriptLanguage::kPowerShell},
}};

bool is_print(std::string_view path) {
  return path == "echo" || path == "println" || path == "print";
}

class JenkinsReader {
 public:
  JenkinsReader(DefinitionBuilder& builder, const GroovyScript& script)
      : builder_(builder), script_(script), scopes_(builder) {}

  void run(std::vector<Diagnostic>& diagnostics) {
    const bool is_declarative =
        std::any_of(script_.nodes.begin(), script_.nodes.end(), [](const GroovyNode& node) {
          return node.path == "pipeline" && node.block && node.parent == kNoGroovyNode;
        });
    builder_.definition().form = is_declarative ? "declarative" : "scripted";
    JenkinsPlace place;
    for (std::uint32_t index = 0; index < script_.nodes.size(); ++index)
      if (script_.nodes[index].parent == kNoGroovyNode) visit(index, place);
    read_items();
    if (!script_.is_complete || !scopes_.is_complete()) tell_incomplete(diagnostics);
  }

 private:
  // Those of declarations first: what stands behind them sees their variables.
  void visit_children(const GroovyNode& node, JenkinsPlace& place) {
    const auto is_declaration = [&](std::uint32_t child) {
      const std::string& path = script_.nodes[child].path;
      return path == "environment" || path == "agent";
    };
    for (const std::uint32_t child : node.children)
      if (is_declaration(child)) visit(child, place);
    for (const std::uint32_t child : node.children)
      if (!is_declaration(child)) visit(child, place);
  }

  void visit(std::uint32_t index, JenkinsPlace& place) {
    const GroovyNode& node = script_.nodes[index];
    if (node.kind == GroovyNodeKind::kAssignment) return visit_assignment(node, place);
    if (node.kind == GroovyNodeKind::kDefinition) return visit_children(node, place);
    const GroovyNode* parent = node.parent == kNoGroovyNode ? nullptr : &script_.nodes[node.parent];
    read_jenkins_setting(builder_, script_, node, parent, place.scope, place.path);
    if (node.path == "stage" && node.block) return visit_stage(node, place);
    if (node.path == "agent" || node.path == "node") read_runner(node, place);
    if (node.path == "checkout" || node.path == "git") add_checkout(node, place);
    if (node.path == "withEnv" && node.block) return visit_variables(node, place);
    if (is_credential_block(node)) return visit_credentials(node, place);
    read_script(node, place);
    if (node.path == kJenkinsRequest)
      for (JenkinsText& text : read_jenkins_request(script_, builder_.text(), node))
        add_script(node, place, std::move(text), ScriptLanguage::kOther);
    read_secrets(node, place);
    read_literals(node, place);
    visit_children(node, place);
  }

  void visit_stage(const GroovyNode& node, JenkinsPlace& outer) {
    const GroovyValue* name = node.find("name");
    if (name == nullptr && !node.arguments.empty()) name = node.arguments.data();
    const GroovyString* string = name == nullptr ? nullptr : script_.string_of(*name);
    Job job;
    job.id = string == nullptr ? std::to_string(builder_.definition().jobs.size() + 1)
                               : string->value.text;
    job.range = node.range;
    job.name_range = name == nullptr ? node.name : name->range;
    job.key_path = key_path(outer.path.empty() ? "stages" : outer.path, job.id);
    job.runner = runner_;
    if (outer.scope.job < builder_.definition().jobs.size())
      job.runner = builder_.definition().jobs[outer.scope.job].runner;
    std::string path = job.key_path;
    JenkinsPlace inner =
        scopes_.enter(outer, {builder_.add(std::move(job)), kNoFact}, std::move(path));
    visit_children(node, inner);
  }

  void read_runner(const GroovyNode& node, const JenkinsPlace& place) {
    const std::string runner = jenkins_runner(script_, builder_.text(), node);
    if (runner.empty() || runner == "none") return;
    if (place.scope.job < builder_.definition().jobs.size()) {
      builder_.definition().jobs[place.scope.job].runner = runner;
    } else {
      runner_ = runner;
    }
  }

  Step step_at(const GroovyNode& node, const JenkinsPlace& place) {
    Step step;
    step.job = place.scope.job;
    step.range = node.range;
    step.uses_range = node.name;
    const std::string* label = plain_text(script_, node.find("label"));
    const std::size_t number = ++steps_[place.scope.job];
    step.name = label != nullptr && !label->empty() ? *label : std::to_string(number);
    step.key_path = key_path(place.path, node.path);
    return step;
  }

  void add_checkout(const GroovyNode& node, const JenkinsPlace& place) {
    Step step = step_at(node, place);
    step.uses = node.path;
    step.is_checkout = true;
    builder_.add(std::move(step));
  }

  // A block is a step: what it binds holds inside it.
  JenkinsPlace enter_block(const GroovyNode& node, const JenkinsPlace& outer) {
    Step step = step_at(node, outer);
    step.uses = node.path;
    std::string path = outer.path;
    return scopes_.enter(outer, {outer.scope.job, builder_.add(std::move(step))}, std::move(path));
  }

  // withEnv(['NAME=value', "OTHER=${x}"])
  void visit_variables(const GroovyNode& node, JenkinsPlace& outer) {
    JenkinsPlace inner = enter_block(node, outer);
    for (const GroovyValue& argument : node.arguments) {
      const auto& items = argument.items;
      for (const GroovyValue& item : items) {
        const GroovyString* string = script_.string_of(item);
        if (string == nullptr) continue;
        const std::size_t equals = string->value.text.find('=');
        if (equals == std::string::npos || equals == 0) continue;
        const auto at = static_cast<std::uint32_t>(equals);
        const auto size = static_cast<std::uint32_t>(string->value.text.size());
        Binding binding;
        binding.name = string->value.text.substr(0, equals);
        binding.name_range = string->value.source_of(TextRange{0, at});
        binding.value = part_of(string->value, {at + 1, size});
        bind_text(inner, std::move(binding), *string);
      }
    }
    visit_children(node, inner);
  }

  void visit_credentials(const GroovyNode& node, JenkinsPlace& outer) {
    JenkinsPlace inner = enter_block(node, outer);
    for (JenkinsSecret& secret : read_jenkins_secrets(script_, node))
      bind_secret(node, inner, std::move(secret));
    // The calls among the arguments are read already.
    for (const std::uint32_t child : node.children)
      if (script_.nodes[child].range.begin >= node.block->begin) visit(child, inner);
  }

  // The secrets that other calls name: git(url: …, credentialsId: 'id').
  void read_secrets(const GroovyNode& node, JenkinsPlace& place) {
    const bool is_item = node.parent != kNoGroovyNode &&
                         script_.nodes[node.parent].kind == GroovyNodeKind::kAssignment;
    if (node.path == "credentials") {
      if (!is_item && !node.arguments.empty())
        add_reference(key_path(place.path, node.path), place,
                      jenkins_credential(script_, node.arguments.front()));
      return;
    }
    for (JenkinsSecret& secret : read_jenkins_secrets(script_, node))
      bind_secret(node, place, std::move(secret));
  }

  FactIndex add_reference(const std::string& path, const JenkinsPlace& place,
                          SecretReference reference) {
    reference.scope = place.scope;
    reference.key_path = path;
    if (reference.resolution != Resolution::kExact) resolve(reference);
    if (reference.name.empty()) {
      constexpr std::size_t kShown = 60;
      reference.name = builder_.text().substr(
          reference.range.begin, std::min<std::size_t>(reference.range.size(), kShown));
    }
    if (reference.store == "1password") items_read_.insert(reference.range.begin);
    return builder_.add(std::move(reference));
  }

  // An id that is a variable, which the file gives one text only.
  void resolve(SecretReference& reference) const {
    if (reference.store != "jenkins-credentials") return;
    const std::string name =
        variable_named_by(builder_.text().substr(reference.range.begin, reference.range.size()));
    const auto found = texts_.find(name);
    if (found == texts_.end() || found->second == nullptr) return;
    reference.id = reference.name = *found->second;
    reference.resolution = Resolution::kExact;
  }

  void bind_secret(const GroovyNode& node, JenkinsPlace& place, JenkinsSecret secret) {
    Binding binding;
    binding.name = secret.reference.bound_as;
    binding.name_range = secret.variable.empty() ? node.name : secret.variable;
    binding.value.whole = secret.reference.range;
    binding.key_path = key_path(place.path, node.path);
    if (secret.is_reference)
      binding.references.push_back(
          add_reference(binding.key_path, place, std::move(secret.reference)));
    if (!binding.name.empty()) scopes_.bind(place, std::move(binding));
  }

  // Binds the value of a string, with what the variables in it refer to.
  void bind_text(JenkinsPlace& place, Binding binding, const GroovyString& string) {
    binding.key_path = key_path(place.path, "environment/" + binding.name);
    for (const GroovyInterpolation& one : string.interpolations) add_hop(one.expression, binding);
    binding.is_literal = string.interpolations.empty() && !binding.value.text.empty();
    scopes_.bind(place, std::move(binding));
  }

  // What the variables that code names refer to is what the binding refers to. Chains of such
  // bindings could double their references again and again.
  void add_hop(std::string_view code, Binding& binding) const {
    constexpr std::size_t kMostReferences = 16;
    for (const std::string& name : variables_in(code)) {
      for (const FactIndex reference : scopes_.references_of(name))
        if (binding.references.size() < kMostReferences) binding.references.push_back(reference);
    }
  }

  void visit_assignment(const GroovyNode& node, JenkinsPlace& place) {
    const bool is_declared =
        node.parent != kNoGroovyNode && script_.nodes[node.parent].path == "environment";
    const bool is_set = node.path.starts_with("env.");
    Binding binding;
    binding.kind = is_declared || is_set ? BindingKind::kEnvironment : BindingKind::kVariable;
    binding.name = is_set ? node.path.substr(4) : node.path;
    binding.name_range = node.name;
    if (!node.arguments.empty() && binding.name.find('.') == std::string::npos)
      read_assigned(node.arguments.front(), place, std::move(binding));
    // secrets = [[envVar: 'A', secretRef: 'op://…']], for a block that names the variable.
    for (JenkinsSecret& secret : read_jenkins_secrets(script_, node))
      bind_secret(node, place, std::move(secret));
    visit_children(node, place);
  }

  void note_text(const std::string& name, const GroovyString* string) {
    const std::string* text = string->interpolations.empty() ? &string->value.text : nullptr;
    const auto [place, is_new] = texts_.emplace(name, text);
    const bool is_same = text != nullptr && place->second != nullptr && *text == *place->second;
    if (!is_new && !is_same) place->second = nullptr;
  }

  void read_assigned(const GroovyValue& value, JenkinsPlace& place, Binding binding) {
    const bool is_environment = binding.kind == BindingKind::kEnvironment;
    const GroovyNode* call =
        value.kind == GroovyValueKind::kCall ? &script_.nodes[value.index] : nullptr;
    if (call != nullptr && call->path == "credentials" && !call->arguments.empty()) {
      bind_credential(call->arguments.front(), place, std::move(binding));
      return;
    }
    if (const GroovyString* string = script_.string_of(value)) {
      note_text(binding.name, string);
      const bool is_telling = is_environment || is_credential_name(binding.name);
      binding.value = string->value;
      if (is_telling) bind_text(place, std::move(binding), *string);
    } else if (is_environment) {
      binding.value.whole = value.range;
      binding.key_path = key_path(place.path, "environment/" + binding.name);
      add_hop(builder_.text().substr(value.range.begin, value.range.size()), binding);
      scopes_.bind(place, std::move(binding));
    }
  }

  // NAME = credentials('id') sets NAME_USR and NAME_PSW too where the credential has both.
  void bind_credential(const GroovyValue& id, JenkinsPlace& place, Binding binding) {
    SecretReference reference = jenkins_credential(script_, id);
    reference.bound_as = binding.name;
    reference.sink = SecretSink::kEnv;
    binding.value.whole = id.range;
    binding.key_path = key_path(place.path, "environment/" + binding.name);
    binding.references.push_back(add_reference(binding.key_path, place, std::move(reference)));
    Binding password = binding;
    password.name += "_PSW";
    scopes_.bind(place, std::move(binding));
    scopes_.bind(place, std::move(password));
  }

  void read_script(const GroovyNode& node, JenkinsPlace& place) {
    const auto* const shell =
        std::find_if(kShellSteps.begin(), kShellSteps.end(),
                     [&](const ShellStep& one) { return one.name == node.path; });
    const bool is_shell = shell != kShellSteps.end();
    if (!is_shell && !is_print(node.path)) return;
    const GroovyValue* value = node.find(is_shell ? "script" : "message");
    if (value == nullptr && !node.arguments.empty()) value = node.arguments.data();
    if (value == nullptr) return;
    std::optional<JenkinsText> text;
    if (is_shell) {
      text = read_jenkins_text(script_, builder_.text(), *value);
    } else {
      text = read_jenkins_echo(script_, builder_.text(), *value);
    }
    if (!text || text->text.text.empty()) return;
    const ScriptLanguage language = is_shell ? shell->language : ScriptLanguage::kPosix;
    const GroovyValue* returns = node.find("returnStdout");
    const bool is_captured =
        returns != nullptr &&
        builder_.text().substr(returns->range.begin, returns->range.size()) == "true";
    if (is_captured && language == ScriptLanguage::kPosix) text = captured(*text);
    add_script(node, place, std::move(*text), language);
  }

  void add_script(const GroovyNode& node, const JenkinsPlace& place, JenkinsText text,
                  ScriptLanguage language) {
    Scope scope = place.scope;
    if (scope.step == kNoFact) scope.step = builder_.add(step_at(node, place));
    const FactIndex index =
        builder_.script(scope, std::move(text.text), key_path(place.path, node.path), language);
    Script& script = builder_.definition().scripts[index];
    script.templates = std::move(text.templates);
    script.is_interpolated = text.is_interpolated;
    script.runs_in = node.path;
  }

  // Literals that are handed to a call under the name of a credential.
  void read_literals(const GroovyNode& node, JenkinsPlace& place) {
    for (const GroovyEntry& entry : node.named) {
      const GroovyString* string = script_.string_of(entry.value);
      if (string == nullptr || !is_credential_name(entry.name)) continue;
      if (entry.name.ends_with("Variable")) continue;
      Binding binding;
      binding.kind = BindingKind::kInput;
      binding.name = entry.name;
      binding.scope = place.scope;
      binding.name_range = entry.name_range;
      binding.value = string->value;
      binding.key_path = key_path(key_path(place.path, node.path), entry.name);
      binding.is_literal = string->interpolations.empty() && !string->value.text.empty();
      builder_.add(std::move(binding));
    }
  }

  // References to 1Password that stand anywhere else.
  void read_items() {
    for (const GroovyString& string : script_.strings) {
      const std::string& text = string.value.text;
      if (!text.starts_with("op://") || items_read_.contains(string.value.whole.begin)) continue;
      SecretReference reference = one_password_item(text, string.value.whole);
      reference.sink = SecretSink::kInput;
      if (!string.interpolations.empty()) reference.resolution = Resolution::kPattern;
      builder_.add(std::move(reference));
    }
  }

  void tell_incomplete(std::vector<Diagnostic>& diagnostics) const {
    diagnostics.push_back({"incomplete-definition", std::string(builder_.source().path),
                           "brackets or quotes do not match, or it is nested too deep: what could "
                           "be read as a definition of Jenkins was; its text was scanned",
                           false});
  }

  DefinitionBuilder& builder_;
  const GroovyScript& script_;
  JenkinsScopes scopes_;
  std::string runner_;                               // of stages that do not say it
  std::map<FactIndex, std::size_t> steps_;           // so far, by job
  std::map<std::string, const std::string*> texts_;  // that variables have; null: several
  std::set<std::uint32_t> items_read_;               // where references to 1Password stand
};

}  // namespace

void read_jenkinsfile(const DefinitionSource& source, Definition& into,
                      std::vector<Diagnostic>& diagnostics) {
  DefinitionBuilder builder(source, read_nothing, into);
  const GroovyScript script = read_groovy(source.text);
  JenkinsReader(builder, script).run(diagnostics);
}

}  // namespace keyhound
