/**
 * Gives a test file that could not be loaded a test that failed. Stryker's runner looks at nothing but tests, and
 * would else take a mutant that throws while a file is loaded for one that nobody notices.
 */
export default class MutationReporter {
  onTestRunEnd(modules) {
    for (const { task: file } of modules) {
      if (!file.result?.errors?.length) continue;
      const { result } = file;
      file.tasks.push({ type: 'test', name: 'loads', mode: 'run', meta: {}, file, result });
    }
  }
}
