package treecast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values that a plan has left to the number of training rows, and what they are.
 *
 * @param left the plan's settings
 * @param settled the same on these rows
 * @param rows number of training rows, validation rows excluded
 */
public record RowChoices(PlanSettings left, PlanSettings settled, int rows) {

  /**
   * Choices for a data set.
   *
   * @param trainRows number of its training rows, validation rows included
   * @throws SettingsException if they are too few
   */
  public static RowChoices of(PlanSettings plan, int trainRows) {
    PlanSettings settled = plan.on(trainRows);
    return new RowChoices(plan, settled, settled.rows(trainRows));
  }

  /** Values by their keys, except the batch size, whose word {@code default} older plans have. */
  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    if (left.batches().shards() == 0) {
      values.put("shards", settled.batches().shards());
    }
    if (left.network().batchNorm().isEmpty()) {
      values.put("network.batchNorm", settled.network().batchNorm().orElseThrow());
    }
    if (left.network().dropout().isEmpty()) {
      values.put("network.dropout", plain(settled.network().dropout().orElseThrow()));
    }
    if (left.network().weightDecay().isEmpty()) {
      values.put("network.weightDecay", plain(settled.network().weightDecay().orElseThrow()));
    }
    if (left.steps() == 0 && left.epochs() == 0) {
      values.put("epochs", settled.epochs());
    }
    return values;
  }

  /** Number as it is written again once it has been read: nothing is 0, and not 0.0. */
  private static Number plain(double value) {
    if (value == 0) {
      return 0;
    }
    return value;
  }

  /** Configuration of the plan with the values in it. */
  public Config in(Config config) {
    return in(config, values().keySet());
  }

  /** Configuration of the plan with the values of some keys, as far as they were left. */
  public Config in(Config config, Collection<String> keys) {
    Config filled = config;
    for (Map.Entry<String, Object> value : values().entrySet()) {
      if (keys.contains(value.getKey())) {
        filled = filled.withValue(value.getKey(), ConfigValueFactory.fromAnyRef(value.getValue()));
      }
    }
    return filled;
  }

  /** One line that says them; empty if there are none. */
  public String describe() {
    Map<String, Object> values = values();
    StringBuilder text = new StringBuilder();
    if (left.batches().size() == 0) {
      text.append(", batch %,d".formatted(settled.batches().size()));
    }
    values.forEach((key, value) -> text.append(", ").append(said(key, value)));
    return text.isEmpty()
        ? ""
        : "defaults for %,d training %s: %s"
            .formatted(rows, rows == 1 ? "row" : "rows", text.substring(2));
  }

  private static String said(String key, Object value) {
    return switch (key) {
      case "shards" -> value.equals(1) ? "1 shard" : value + " shards";
      case "network.batchNorm" -> value.equals(true) ? "batch norm" : "no batch norm";
      case "network.dropout" -> value.equals(0) ? "no dropout" : "dropout " + value;
      case "network.weightDecay" ->
          value.equals(0)
              ? "no weight decay"
              : "weight decay "
                  + new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
      default -> "%,d epochs".formatted((Integer) value);
    };
  }
}
