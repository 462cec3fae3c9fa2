import { createRequire } from 'node:module';
import ts from 'typescript';

/** Where the types of the newest daily-js are. */
const dailyTypes = createRequire(import.meta.url)
  .resolve('@daily-co/daily-js/package.json')
  .replace('package.json', 'index.d.ts');

/** The methods of `DailyCall` that return a promise, in the order of daily-js's types. */
export function findPromiseMethods(): readonly string[] {
  const source = readTypes();
  const call = source.statements.find(
    (one): one is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(one) && one.name.text === 'DailyCall',
  );
  const methods = call?.members.filter(ts.isMethodSignature) ?? [];
  const isPromise = ({ type }: ts.MethodSignature) => type?.getText(source).startsWith('Promise');
  return [...new Set(methods.filter(isPromise).map(({ name }) => name.getText(source)))];
}

/** The names of daily-js's events, by its types. */
export function findEvents(): readonly string[] {
  const { statements } = readTypes();
  const union = statements.find(
    (one): one is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(one) && one.name.text === 'DailyEvent',
  );
  const members = union && ts.isUnionTypeNode(union.type) ? union.type.types : [];
  return [...members].flatMap((one) =>
    ts.isLiteralTypeNode(one) && ts.isStringLiteral(one.literal) ? one.literal.text : [],
  );
}

function readTypes(): ts.SourceFile {
  const text = ts.sys.readFile(dailyTypes) ?? '';
  return ts.createSourceFile(dailyTypes, text, ts.ScriptTarget.ES2022);
}
