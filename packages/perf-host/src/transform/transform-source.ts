import { basename, extname } from 'node:path';
import ts from 'typescript';
import type { Doubt } from './doubt.ts';
import type { PackageType } from './package-type.ts';
import { refusesSyntax } from './refused-syntax.ts';
import { describePosition, firstError } from './syntax-error.ts';
import type { EmitChoices } from './tsconfig.ts';

export interface TransformRequest {
  path: string;
  text: string;
  doubt: Doubt;
  packageType: PackageType;
  options: EmitChoices;
}

/** `plain`: Node can load the file as it is. */
export type TransformOutcome =
  | { state: 'plain' }
  | { state: 'transformed'; format: 'module' | 'commonjs'; source: string };

/**
 * Compiles one file by itself with TypeScript's own emitter. It knows no other files, so that imports of a `const enum`,
 * which need types of another file, are not supported.
 *
 * @throws {SyntaxError} that names file, line and column.
 */
export function transformSource(request: TransformRequest): TransformOutcome {
  const { path, text, doubt } = request;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const isSure = doubt === 'jsx' || doubt === 'types';
  if (!isSure && !refusesSyntax(source) && !isMixed(request, source)) return { state: 'plain' };
  const format = formatOf(request, source);
  const { outputText, diagnostics } = ts.transpileModule(text, {
    // The map then names the file relative to itself, so that cached code contains no path.
    fileName: basename(path),
    reportDiagnostics: true,
    compilerOptions: emitOptions(request.options, format),
  });
  const broken = firstError(diagnostics);
  if (broken !== null) throw new SyntaxError(describePosition(path, broken));
  return { state: 'transformed', format, source: outputText };
}

function formatOf(
  { path, packageType, text }: TransformRequest,
  source: ts.SourceFile,
): 'module' | 'commonjs' {
  const extension = extname(path);
  if (extension === '.mts' || packageType === 'module') return 'module';
  if (extension === '.cts' || packageType === 'commonjs') return 'commonjs';
  return ts.isExternalModule(source) && !usesCommonJs(text, source) ? 'module' : 'commonjs';
}

/** Returns true for a file that Node takes for a module although it is written as CommonJS. */
function isMixed(request: TransformRequest, source: ts.SourceFile): boolean {
  return ts.isExternalModule(source) && formatOf(request, source) === 'commonjs';
}

function usesCommonJs(text: string, source: ts.SourceFile): boolean {
  if (/\bimport\.meta\b/.test(text)) return false;
  const names = new Set(['require', 'exports', '__dirname', '__filename']);
  const visit = (node: ts.Node): boolean => {
    if (ts.isImportEqualsDeclaration(node)) return true;
    if (ts.isExportAssignment(node) && node.isExportEquals === true) return true;
    if (ts.isPropertyAccessExpression(node)) {
      const isExports =
        node.expression.getText(source) === 'module' && node.name.text === 'exports';
      return isExports || visit(node.expression);
    }
    if (ts.isIdentifier(node)) return names.has(node.text);
    return ts.forEachChild(node, visit) ?? false;
  };
  return visit(source);
}

function emitOptions(options: EmitChoices, format: 'module' | 'commonjs'): ts.CompilerOptions {
  const isOlderThanFields = /^(es3|es5|es6|es20(1\d|20|21))$/i.test(options.target ?? 'esnext');
  const jsx = {
    react: ts.JsxEmit.React,
    'react-jsxdev': ts.JsxEmit.ReactJSXDev,
  }[String(options.jsx).toLowerCase()];
  return {
    module: format === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
    // Node 22 runs it natively; decorators are still compiled, since no Node runs them.
    target: ts.ScriptTarget.ES2022,
    useDefineForClassFields: options.useDefineForClassFields ?? !isOlderThanFields,
    experimentalDecorators: options.experimentalDecorators ?? false,
    emitDecoratorMetadata: options.emitDecoratorMetadata ?? false,
    verbatimModuleSyntax: format === 'module' && (options.verbatimModuleSyntax ?? false),
    jsx: jsx ?? ts.JsxEmit.ReactJSX,
    jsxFactory: options.jsxFactory,
    jsxFragmentFactory: options.jsxFragmentFactory,
    jsxImportSource: options.jsxImportSource,
    isolatedModules: true,
    esModuleInterop: true,
    inlineSourceMap: true,
  };
}
