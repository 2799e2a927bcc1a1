// SPDX-License-Identifier: Apache-2.0
// Step of a shared library: scans what a pull request or build brings in.
//
//   @Library('keyhound@FULL_SHA') _
//   pipeline {
//     agent any
//     options { skipDefaultCheckout() }
//     stages { stage('Secrets') { steps {
//       checkout scmGit(branches: scm.branches, userRemoteConfigs: scm.userRemoteConfigs,
//                       extensions: [cloneOption(shallow: false, noTags: false)])
//       keyhoundScan image: 'registry.example.org/keyhound@sha256:DIGEST'
//     } } }
//   }
//
// Settings: image (empty: the program on PATH), failOn, registry, base, head, outputDir, arguments
// (a list), archive (false: keep no files), unstable (true: findings make the build unstable, not
// failed). Returns the exit code: 0 clean, 1 findings with `unstable`.
def call(Map settings = [:]) {
  Map known = [image: '', failOn: 'low', registry: '', base: '', head: '',
               outputDir: 'keyhound-reports', arguments: [], archive: true, unstable: false]
  for (String name in settings.keySet()) {
    if (!known.containsKey(name)) {
      error "keyhoundScan: there is no setting '${name}'; settings are ${known.keySet().join(', ')}"
    }
  }
  Map given = known + settings
  String script = "${pwd(tmp: true)}/keyhound-scan.sh"
  writeFile file: script, text: libraryResource('keyhound/scan.sh'), encoding: 'UTF-8'

  int code = 2
  withEnv(["KEYHOUND_SCRIPT=${script}",
           "KEYHOUND_IMAGE=${given.image}",
           "KEYHOUND_FAIL_ON=${given.failOn}",
           "KEYHOUND_REGISTRY=${given.registry}",
           "KEYHOUND_BASE=${given.base}",
           "KEYHOUND_HEAD=${given.head}",
           "KEYHOUND_OUTPUT_DIR=${given.outputDir}",
           "KEYHOUND_ARGUMENTS=${given.arguments.join('\n')}"]) {
    code = sh(label: 'keyhound', returnStatus: true, script: 'sh "$KEYHOUND_SCRIPT"')
  }
  junit testResults: "${given.outputDir}/keyhound-junit.xml", allowEmptyResults: true,
        skipMarkingBuildUnstable: true
  if (given.archive) {
    archiveArtifacts artifacts: "${given.outputDir}/keyhound*", allowEmptyArchive: true
  }
  if (code == 1 && given.unstable) {
    unstable 'keyhound: findings'
  } else if (code != 0) {
    Map meaning = [1: 'findings', 2: 'wrong use or configuration', 3: 'something was not read']
    error "keyhound: ${meaning.get(code, 'it could not run')} (exit code ${code})"
  }
  return code
}
