import ts from 'typescript';

const ACCESS = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.ReadonlyKeyword,
  ts.SyntaxKind.OverrideKeyword,
]);

const REFUSED = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.ModuleDeclaration,
  ts.SyntaxKind.Decorator,
  ts.SyntaxKind.AccessorKeyword,
]);

/**
 * Returns true when a file has syntax that Node cannot run after its types are removed: enums, namespaces, parameter
 * properties, `import x = …`, `export =`, decorators, `accessor` fields.
 */
export function refusesSyntax(node: ts.Node): boolean {
  if (modifiersOf(node).some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) return false;
  if (REFUSED.has(node.kind)) return true;
  if (ts.isImportEqualsDeclaration(node)) return !node.isTypeOnly;
  if (ts.isExportAssignment(node) && node.isExportEquals === true) return true;
  if (ts.isParameter(node) && modifiersOf(node).some(({ kind }) => ACCESS.has(kind))) return true;
  return ts.forEachChild(node, refusesSyntax) ?? false;
}

function modifiersOf(node: ts.Node): readonly ts.Modifier[] {
  return ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
}
