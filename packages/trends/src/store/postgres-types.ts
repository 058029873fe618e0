import {
  ColumnDefinitionNode,
  DataTypeNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  RawNode,
} from 'kysely';

/**
 * Names the types of the migrations as PostgreSQL does, so that both databases have the same migrations. Texts compare byte
 * by byte, as they do in SQLite: ids and times sort by that.
 */
export class PostgresTypes implements KyselyPlugin {
  readonly #columns = new ColumnTypes();

  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    return this.#columns.transformNode(node, queryId);
  }

  transformResult({ result }: PluginTransformResultArgs) {
    return Promise.resolve(result);
  }
}

class ColumnTypes extends OperationNodeTransformer {
  protected override transformColumnDefinition(
    ...[node, queryId]: Parameters<OperationNodeTransformer['transformColumnDefinition']>
  ): ColumnDefinitionNode {
    const column = super.transformColumnDefinition(node, queryId);
    return { ...column, dataType: typeInPostgres(column.dataType) };
  }
}

function typeInPostgres(type: OperationNode): OperationNode {
  if (!DataTypeNode.is(type)) return type;
  if (type.dataType === 'blob') return DataTypeNode.create('bytea');
  return type.dataType === 'text' ? RawNode.createWithSql('text collate "C"') : type;
}
