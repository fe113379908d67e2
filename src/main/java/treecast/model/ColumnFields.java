package treecast.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import treecast.data.DataException;
import treecast.data.TableColumns;
import treecast.data.TableColumns.Column;

/**
 * Columns of a table in a model file: {@code columns} in the metadata, the text of a JSON object
 * with {@code header}, {@code fields}, {@code label} and {@code features}; each column has {@code
 * name}, {@code number} and, if its values are words, {@code words}.
 */
final class ColumnFields {
  private static final String COLUMNS = "columns";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ColumnFields() {}

  static void describe(TableColumns columns, ObjectNode metadata) {
    if (columns.isNone()) {
      return;
    }
    ObjectNode table = JSON.createObjectNode();
    table.put("header", columns.named()).put("fields", columns.fields());
    table.set("label", column(columns.label()));
    ArrayNode features = table.putArray("features");
    columns.columns().forEach(column -> features.add(column(column)));
    metadata.put(COLUMNS, table.toString());
  }

  private static ObjectNode column(Column column) {
    ObjectNode node = JSON.createObjectNode().put("name", column.name());
    node.put("number", column.number());
    if (!column.isNumeric()) {
      ArrayNode words = node.putArray("words");
      column.categories().forEach(words::add);
    }
    return node;
  }

  /**
   * Decodes the columns.
   *
   * @param features number of features that they have to have together
   */
  static TableColumns decode(JsonNode metadata, int features, String where) {
    if (!metadata.has(COLUMNS)) {
      return TableColumns.NONE;
    }
    try {
      JsonNode table = JSON.readTree(metadata.required(COLUMNS).asText());
      List<Column> columns = new ArrayList<>();
      table.required("features").forEach(node -> columns.add(column(node)));
      TableColumns all =
          new TableColumns(
              table.required("header").asBoolean(),
              table.required("fields").asInt(),
              column(table.required("label")),
              columns);
      if (all.width() != features || !all.isConsistent()) {
        throw new IllegalArgumentException("%d features".formatted(all.width()));
      }
      return all;
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw new DataException(
          "%s: expected columns of %d features in the metadata, found %s"
              .formatted(where, features, metadata.path(COLUMNS)),
          e);
    }
  }

  private static Column column(JsonNode node) {
    List<String> words = new ArrayList<>();
    node.path("words").forEach(word -> words.add(word.asText()));
    return new Column(node.required("name").asText(), node.required("number").asInt(), words);
  }
}
