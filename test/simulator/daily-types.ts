import { createRequire } from 'node:module';
import ts from 'typescript';

/** Where the types of the newest daily-js are. */
export const dailyTypes = createRequire(import.meta.url)
  .resolve('@daily-co/daily-js/package.json')
  .replace('package.json', 'index.d.ts');

/** The methods of `DailyCall` that return a promise, in the order of daily-js's types. */
export function findPromiseMethods(): readonly string[] {
  const source = ts.createSourceFile(
    dailyTypes,
    ts.sys.readFile(dailyTypes) ?? '',
    ts.ScriptTarget.ES2022,
  );
  const call = source.statements.find(
    (one): one is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(one) && one.name.text === 'DailyCall',
  );
  const methods = call?.members.filter(ts.isMethodSignature) ?? [];
  const isPromise = ({ type }: ts.MethodSignature) => type?.getText(source).startsWith('Promise');
  return [...new Set(methods.filter(isPromise).map(({ name }) => name.getText(source)))];
}
