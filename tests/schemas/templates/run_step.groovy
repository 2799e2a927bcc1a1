// SPDX-License-Identifier: Apache-2.0
// run_step.groovy FOLDER: calls the step of the shared library in FOLDER (ci-templates/jenkins) with stand-ins for what Jenkins
// gives to a step, and compares what it does.
def folder = args[0]
def failures = 0

def run = { int code, Map settings ->
  def log = []
  def step = new GroovyShell(new Binding()).parse(new File("${folder}/vars/keyhoundScan.groovy"))
  step.metaClass.pwd = { Map given -> '/tmp/workspace@tmp' }
  step.metaClass.libraryResource = { String name -> new File("${folder}/resources/${name}").text }
  step.metaClass.writeFile = { Map given -> log << "write ${given.file}" }
  step.metaClass.withEnv = { List variables, Closure body -> log.addAll(variables); body() }
  step.metaClass.sh = { Map given -> log << "run ${given.script}"; code }
  step.metaClass.junit = { Map given -> log << "junit ${given.testResults}" }
  step.metaClass.archiveArtifacts = { Map given -> log << "archive ${given.artifacts}" }
  step.metaClass.unstable = { String message -> log << "unstable ${message}" }
  step.metaClass.error = { String message -> throw new IllegalStateException(message) }
  try {
    log << "code ${step.call(settings)}"
  } catch (IllegalStateException stopped) {
    log << "error ${stopped.message}"
  }
  log*.toString()
}

def expect = { String what, List log, String line ->
  if (log.contains(line)) return
  System.err.println("${what}: there is no '${line}' in ${log}")
  ++failures
}

def clean = run(0, [:])
expect('clean', clean, 'write /tmp/workspace@tmp/keyhound-scan.sh')
expect('clean', clean, 'run sh "$KEYHOUND_SCRIPT"')
expect('clean', clean, 'KEYHOUND_FAIL_ON=low')
expect('clean', clean, 'archive keyhound-reports/keyhound*')
expect('clean', clean, 'code 0')
expect('findings', run(1, [failOn: 'high']), 'error keyhound: findings (exit code 1)')
expect('findings', run(1, [failOn: 'high']), 'KEYHOUND_FAIL_ON=high')
expect('unstable', run(1, [unstable: true]), 'unstable keyhound: findings')
expect('unstable', run(1, [unstable: true]), 'code 1')
expect('incomplete', run(3, [unstable: true]), 'error keyhound: something was not read (exit code 3)')
expect('arguments', run(0, [arguments: ['--strict', 'a b']]), "KEYHOUND_ARGUMENTS=--strict\na b")
expect('no archive', run(0, [archive: false]), 'code 0')
def wrong = run(0, [fail_on: 'high']).find { it.startsWith('error') }
if (!wrong?.contains("there is no setting 'fail_on'")) {
  System.err.println("an unknown setting: ${wrong}")
  ++failures
}
System.exit(failures == 0 ? 0 : 1)
