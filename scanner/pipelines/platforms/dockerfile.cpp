// SPDX-License-Identifier: Apache-2.0
// Dockerfiles and Containerfiles. A stage is a job, an instruction that runs something a step.
// https://docs.docker.com/reference/dockerfile/
#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/dockerfile/dockerfile_reader.h"
#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/pipelines/facts/exec_script.h"
#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {
namespace {

bool has_path(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  const std::string lower = to_lower_ascii(name);
  if (lower == "dockerfile" || lower == "containerfile") return true;
  for (const std::string_view end : {".dockerfile", ".containerfile"})
    if (lower.ends_with(end)) return true;
  // What only begins so is a program or a text about Dockerfiles: dockerfile.go.
  for (const std::string_view end :
       {".dockerignore", ".md",  ".rst", ".txt",  ".go", ".py",  ".js",   ".ts",   ".java", ".rb",
        ".cs",           ".cpp", ".h",   ".json", ".sh", ".yml", ".yaml", ".html", ".vim",  ".xml"})
    if (lower.ends_with(end)) return false;
  for (const std::string_view begin :
       {"Dockerfile.", "Dockerfile-", "Dockerfile_", "Containerfile.", "Containerfile-"})
    if (name.starts_with(begin)) return true;
  return false;
}

// ${NAME} and $NAME, which the builder replaces in all but scripts.
ValueReading read_value(DefinitionBuilder&, const SourceText& value, const ValuePlace&) {
  ValueReading reading;
  reading.is_literal = value.text.find('$') == std::string::npos;
  return reading;
}

class DockerfileFacts {
 public:
  DockerfileFacts(const DefinitionSource& source, Definition& into)
      : builder_(source, read_value, into) {}

  void read(const Dockerfile& file) {
    for (const DockerfileInstruction& one : file.instructions) {
      if (one.keyword == "FROM") {
        begin_stage(file, one);
      } else {
        read_instruction(one);
      }
    }
  }

 private:
  void begin_stage(const Dockerfile& file, const DockerfileInstruction& from) {
    shell_ = ScriptLanguage::kPosix;
    commands_ = 0;
    Job job;
    job.id = std::to_string(builder_.definition().jobs.size());
    if (from.stage < file.stages.size()) {
      const DockerfileStage& stage = file.stages[from.stage];
      job.runner = stage.image.text;
      job.name_range = stage.image.whole;
      if (stage.name) job.id = stage.name->text;
      if (stage.name) job.name_range = stage.name->whole;
    }
    job.range = from.range;
    job.key_path = stage_path_ = key_path("stages", job.id);
    job_ = builder_.add(std::move(job));
  }

  void read_instruction(const DockerfileInstruction& one) {
    const Scope scope{job_, kNoFact};
    if (job_ != kNoFact) builder_.definition().jobs[job_].range.end = one.range.end;
    if (one.keyword == "ENV") bind_pairs(one, BindingKind::kImageEnvironment);
    if (one.keyword == "ARG") bind_pairs(one, BindingKind::kBuildArgument);
    if (one.keyword == "SHELL" && !one.arguments.empty())
      shell_ = language_of(one.arguments.front().text);
    if (one.keyword == "COPY" || one.keyword == "ADD") read_copy(scope, one);
    if (one.keyword == "RUN") read_command(one, "docker build");
    if (one.keyword == "CMD" || one.keyword == "ENTRYPOINT" || one.keyword == "HEALTHCHECK")
      read_command(one, "docker run");
  }

  [[nodiscard]] std::string path_of(std::string_view name) const {
    return key_path(stage_path_, name);
  }

  void bind_pairs(const DockerfileInstruction& one, BindingKind kind) {
    for (const DockerfilePair& pair : one.pairs)
      builder_.bind(kind, {job_, kNoFact}, pair.key.text, pair.key.whole,
                    pair.value ? *pair.value : SourceText{{}, pair.key.whole, {}},
                    path_of(key_path(one.keyword, pair.key.text)));
  }

  void read_copy(Scope scope, const DockerfileInstruction& one) {
    // Files of another stage or image, and texts that stand here, are none of the repository.
    if (one.find_flag("from") != nullptr || one.arguments.size() < 2) return;
    Artifact artifact;
    artifact.sink = FileSink::kImageLayer;
    artifact.scope = scope;
    artifact.name = one.keyword;
    for (std::size_t i = 0; i + 1 < one.arguments.size(); ++i)
      if (!one.arguments[i].text.starts_with("<<")) artifact.paths.push_back(one.arguments[i]);
    artifact.key_path = path_of(one.keyword);
    artifact.range = one.range;
    artifact.includes_hidden = true;
    if (!artifact.paths.empty()) builder_.definition().artifacts.push_back(std::move(artifact));
  }

  void read_command(const DockerfileInstruction& one, std::string_view runs_in) {
    Step step;
    step.job = job_;
    step.name = std::to_string(++commands_);
    step.range = one.range;
    step.key_path = path_of(key_path(one.keyword, step.name));
    const std::string path = step.key_path;
    const Scope scope{job_, builder_.add(std::move(step))};
    for (const DockerfileFlag& flag : one.flags)
      if (flag.name == "mount") read_mount(scope, flag, path);
    auto script = script_of(one);
    if (!script || script->text.text.empty()) return;
    const FactIndex index = builder_.script(scope, std::move(script->text), path, script->language);
    builder_.definition().scripts[index].runs_in = std::string(runs_in);
  }

  [[nodiscard]] std::optional<ExecScript> script_of(const DockerfileInstruction& one) const {
    if (one.is_json) return script_of_words(one.arguments);
    if (one.heredocs.empty()) return ExecScript{one.text, shell_};
    // A here-document alone is the script; behind a command it is what the command reads.
    if (one.heredocs.size() == 1 && is_heredoc_alone(one.text.text)) {
      const SourceText& content = one.heredocs.front().content;
      return ExecScript{content, language_of_script(content.text, shell_)};
    }
    SourceTextBuilder text(builder_.text());
    const auto copy = [&](const SourceText& part) {
      text.copy(part, {0, static_cast<std::uint32_t>(part.text.size())});
    };
    copy(one.text);
    text.put('\n');
    for (const DockerfileHeredoc& document : one.heredocs) {
      copy(document.content);
      text.put(document.name + "\n");
    }
    return ExecScript{text.finish(one.range), shell_};
  }

  static bool is_heredoc_alone(std::string_view text) {
    return text.starts_with("<<") && text.find_first_of(" \t;|&>") == std::string_view::npos;
  }

  // --mount=type=secret,id=npm,target=/root/.npmrc or env=NPM_TOKEN.
  void read_mount(Scope scope, const DockerfileFlag& flag, const std::string& path) {
    const SourceText* type = flag.find("type");
    if (type == nullptr || type->text != "secret") return;
    const SourceText* id = flag.find("id");
    const SourceText* target = flag.find("target");
    if (target == nullptr) target = flag.find("dst");
    if (target == nullptr) target = flag.find("destination");
    const SourceText* variable = flag.find("env");
    if (id == nullptr && target == nullptr) return;
    SecretReference reference;
    reference.scope = scope;
    reference.store = "docker-build-secrets";
    reference.name =
        id != nullptr ? id->text : target->text.substr(target->text.find_last_of('/') + 1);
    reference.id = reference.name;
    reference.sink = variable != nullptr ? SecretSink::kEnv : SecretSink::kFile;
    if (variable != nullptr) reference.bound_as = variable->text;
    reference.range = id != nullptr ? id->whole : target->whole;
    reference.key_path = path;
    if (reference.name.find('$') != std::string::npos) reference.resolution = Resolution::kPattern;
    const FactIndex index = builder_.add(std::move(reference));
    if (variable == nullptr) return;
    Binding binding;
    binding.scope = scope;
    binding.name = variable->text;
    binding.name_range = variable->whole;
    binding.value = {{}, flag.range, {}};
    binding.key_path = path;
    binding.references = {index};
    builder_.add(std::move(binding));
  }

  DefinitionBuilder builder_;
  FactIndex job_ = kNoFact;
  std::string stage_path_;
  std::size_t commands_ = 0;  // of the stage
  ScriptLanguage shell_ = ScriptLanguage::kPosix;
};

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  const Dockerfile file = read_dockerfile(source.text);
  DockerfileFacts(source, into).read(file);
  if (!file.is_complete)
    diagnostics.push_back({"unreadable-definition", std::string(source.path),
                           "a here-document has no end, or the file has too many instructions: "
                           "the rest was not read as a Dockerfile; its text was scanned",
                           true});
}

}  // namespace

extern const Platform kDockerfilePlatform;
const Platform kDockerfilePlatform = {
    .id = "dockerfile",
    .name = "Dockerfile",
    .syntax = DefinitionSyntax::kText,
    .has_path = has_path,
    .read = read,
};

}  // namespace keyhound
