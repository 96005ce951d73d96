/** By which of the protocol's symbols each part of a configuration is shown. */
import { SymbolKind } from 'vscode-languageserver'
import type { PartKind } from '../features/label.ts'

export const SYMBOLS: Readonly<Record<PartKind, SymbolKind>> = {
  file: SymbolKind.File,
  block: SymbolKind.Namespace,
  defaults: SymbolKind.Namespace,
  gateway: SymbolKind.Interface,
  location: SymbolKind.Method,
  condition: SymbolKind.Operator,
  upstream: SymbolKind.Class,
  target: SymbolKind.Field,
  variable: SymbolKind.Variable,
  acl: SymbolKind.Boolean,
  zone: SymbolKind.Object,
  format: SymbolKind.String,
  code: SymbolKind.Function,
  declaration: SymbolKind.Struct,
  service: SymbolKind.Module,
}
